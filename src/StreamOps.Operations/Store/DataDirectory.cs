using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Store;

/// <summary>The folder of the database, the keys and the lock. One process at a time: the lock file is held open until the end.</summary>
public sealed class DataDirectory(IOptions<OperationsOptions> options) : IDisposable
{
    private const string Key = $"{OperationsOptions.Section}:{nameof(OperationsOptions.DataDirectory)}";

    /// <summary>The sentence for a disk without room.</summary>
    internal const string Full = "The disk of the database is full.";

    // Less than a first start needs for the database and its log.
    private const long LeastSpace = 256 * 1024;

    private FileStream? _lock;

    /// <summary>The folder, absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.DataDirectory);

    /// <summary>The database, whether it is there or not.</summary>
    public string DatabaseFile => System.IO.Path.Combine(Path, "streamops.db");

    /// <summary>Whether this process holds the lock.</summary>
    internal bool IsTaken => _lock is not null;

    private string LockFile => System.IO.Path.Combine(Path, "streamops.lock");

    /// <summary>Why the folder cannot be used, as a sentence for whoever starts StreamOps; null when nothing speaks against it. Makes nothing.</summary>
    /// <param name="configured">As set; empty for the per-user folder.</param>
    public static string? WhyUnusable(string? configured)
    {
        var path = System.IO.Path.GetFullPath(
            string.IsNullOrWhiteSpace(configured) ? OperationsOptions.DefaultDataDirectory() : configured
        );
        var there = path;
        while (!Directory.Exists(there))
        {
            if (File.Exists(there))
            {
                return $"{Key}: {there} is a file, not a folder. Set it to a folder that StreamOps may write.";
            }

            if (System.IO.Path.GetDirectoryName(there) is not { } parent)
            {
                return $"{Key}: StreamOps cannot make its folder {path}. Set it to one that it may write.";
            }

            there = parent;
        }

        return IsWritable(there) ? null
            : string.Equals(there, path, StringComparison.Ordinal)
                ? $"{Key}: StreamOps may not write to {path}. Set it to a folder that it may write."
            : $"{Key}: StreamOps may not make its folder {path}. Set it to one that it may write.";
    }

    /// <summary>Makes the folder and the database file, for their owner alone, and takes the lock.</summary>
    /// <exception cref="StoreStartException">The folder cannot be written, or another process holds it.</exception>
    public void Take()
    {
        try
        {
            PrivateFolder.Create(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused($"StreamOps cannot make its folder {Path}. Set StreamOps:DataDirectory to one it may write.", exception);
        }

        try
        {
            _lock ??= new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Before SQLite makes it for everybody to read. Its -wal and -shm files take the database's rights.
            PrivateFolder.CreateFile(DatabaseFile);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Refused($"StreamOps may not write to {Path}. Set StreamOps:DataDirectory to a folder it may write.", exception);
        }
        catch (IOException exception)
        {
            throw Refused(
                DiskErrors.IsHeldByAnother(exception)
                    ? $"Another StreamOps is running on {Path}. Stop it first, or set StreamOps:DataDirectory to another folder."
                    : $"StreamOps cannot write to {Path}: {exception.Message} Set StreamOps:DataDirectory to a folder it may write.",
                exception
            );
        }
    }

    public void Dispose() => _lock?.Dispose();

    /// <summary>Whether the disk has next to no room: SQLite then reports all sorts of faults, not that one alone.</summary>
    internal bool HasNoSpace()
    {
        try
        {
            return new DriveInfo(Path).AvailableFreeSpace < LeastSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    private static Exception Refused(string reason, Exception exception) =>
        exception is IOException io && DiskErrors.IsFull(io)
            ? new StoreClosedException(Full, exception)
            : new StoreStartException(reason, exception);

    private static bool IsWritable(string folder)
    {
        try
        {
            var probe = System.IO.Path.Combine(folder, $".streamops-{Guid.NewGuid():N}");
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (IOException exception) when (DiskErrors.IsFull(exception))
        {
            // Told on the screen, where those who wait are seen nonetheless.
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

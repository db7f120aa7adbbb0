using Microsoft.Extensions.Options;

namespace StreamOps.Operations.Store;

/// <summary>The folder of the database, the keys and the lock. One process at a time: the lock file is held open until the end.</summary>
internal sealed class DataDirectory(IOptions<OperationsOptions> options) : IDisposable
{
    private FileStream? _lock;

    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.DataDirectory);

    public string DatabaseFile => System.IO.Path.Combine(Path, "streamops.db");

    private string LockFile => System.IO.Path.Combine(Path, "streamops.lock");

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
            throw new StoreStartException(
                $"StreamOps cannot make its folder {Path}. Set StreamOps:DataDirectory to one it may write.",
                exception
            );
        }

        try
        {
            _lock ??= new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Before SQLite makes it for everybody to read. Its -wal and -shm files take the database's rights.
            PrivateFolder.CreateFile(DatabaseFile);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StoreStartException(
                $"StreamOps may not write to {Path}. Set StreamOps:DataDirectory to a folder it may write.",
                exception
            );
        }
        catch (IOException exception)
        {
            throw new StoreStartException(
                $"Another StreamOps is running on {Path}. Stop it first, or set StreamOps:DataDirectory to another folder.",
                exception
            );
        }
    }

    public void Dispose() => _lock?.Dispose();
}

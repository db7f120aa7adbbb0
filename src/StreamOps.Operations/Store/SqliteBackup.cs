using System.Formats.Tar;
using Microsoft.Data.Sqlite;

namespace StreamOps.Operations.Store;

/// <summary>Saves a SQLite database as it stands at one moment, whoever writes meanwhile, with the keys without which it cannot be read, in one archive.</summary>
internal static class SqliteBackup
{
    private const UnixFileMode OwnerOnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnFolder = OwnerOnFile | UnixFileMode.UserExecute;

    /// <summary>Saves it in a new file, for its owner alone: all of it or none.</summary>
    /// <param name="database">The database file.</param>
    /// <param name="keys">The folder of Data Protection's keys.</param>
    /// <param name="archive">The file to be made: a tar archive of what a data directory holds.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>Why it is not saved, as a sentence; null when it is.</returns>
    public static async Task<string?> WriteAsync(string database, string keys, string archive, CancellationToken cancellationToken)
    {
        archive = Path.GetFullPath(archive);
        if (Path.Exists(archive))
        {
            return $"{archive} is there already, and is not overwritten.";
        }

        // Beside the archive: what is made there is moved, and needs no second disk.
        var folder = Path.Combine(Path.GetDirectoryName(archive)!, $".{Path.GetFileName(archive)}-{Guid.NewGuid():N}");
        try
        {
            PrivateFolder.Create(folder);
            return await WriteAsync(database, keys, archive, folder, cancellationToken);
        }
        catch (IOException exception) when (DiskErrors.IsFull(exception))
        {
            return $"There is no room for {archive}.";
        }
        catch (SqliteException exception) when (SqliteOperationsDb.IsFull(exception))
        {
            return $"There is no room for {archive}.";
        }
        catch (SqliteException exception)
        {
            return $"{database} cannot be read: SQLite says {exception.SqliteErrorCode}.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{archive} cannot be written: {exception.Message}";
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<string?> WriteAsync(
        string database,
        string keys,
        string archive,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var copy = Path.Combine(folder, Path.GetFileName(database));
        PrivateFolder.CreateFile(copy);
        await CopyAsync(database, copy, cancellationToken);
        if (!await IsSoundAsync(copy, cancellationToken))
        {
            return $"{database} is damaged: nothing is saved.";
        }

        var made = Path.Combine(folder, "archive");
        PrivateFolder.CreateFile(made);
        await using (var stream = new FileStream(made, FileMode.Open, FileAccess.Write))
        await using (var tar = new TarWriter(stream))
        {
            await AddAsync(tar, copy, Path.GetFileName(copy), cancellationToken);
            // After the database: a key that was made meanwhile does no harm, one that is missing does.
            if (Directory.Exists(keys))
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "keys/") { Mode = OwnerOnFolder }, cancellationToken);
                foreach (var key in Directory.EnumerateFiles(keys, "*.xml").Order(StringComparer.Ordinal))
                {
                    await AddAsync(tar, key, $"keys/{Path.GetFileName(key)}", cancellationToken);
                }
            }
        }

        File.Move(made, archive, overwrite: false);
        return null;
    }

    private static async Task AddAsync(TarWriter tar, string file, string name, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await tar.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = OwnerOnFile, DataStream = content },
            cancellationToken
        );
    }

    /// <summary>One read of the whole database, which keeps no writer waiting.</summary>
    private static async Task CopyAsync(string database, string copy, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(ConnectionTo(database));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", copy);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> IsSoundAsync(string copy, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(ConnectionTo(copy));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        return await command.ExecuteScalarAsync(cancellationToken) is "ok";
    }

    private static string ConnectionTo(string file) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString();
}

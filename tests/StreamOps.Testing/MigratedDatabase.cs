using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Testing;

/// <summary>The database of the present model, as the product's own start leaves it: migrated once in a run, copied for each test.</summary>
public static class MigratedDatabase
{
    private static readonly Lazy<Task<byte[]>> Template = new(MigrateAsync);

    /// <summary>Takes a data directory as the product does and puts a copy into it.</summary>
    public static async Task CopyIntoAsync(DataDirectory directory)
    {
        var bytes = await Template.Value;
        directory.Take();
        await File.WriteAllBytesAsync(directory.DatabaseFile, bytes);
    }

    private static async Task<byte[]> MigrateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("streamops-template-");
        try
        {
            using var directory = new DataDirectory(Options.Create(new OperationsOptions { DataDirectory = folder.FullName }));
            using (var start = new StoreStart(new SqliteDatabase(directory)))
            {
                await start.StartingAsync(CancellationToken.None);
            }

            await using (var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(directory.DatabaseFile)))
            {
                // All of it in the one file: nothing stays behind in the write-ahead log.
                await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
                SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
            }

            using var file = new FileStream(directory.DatabaseFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            return bytes.ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

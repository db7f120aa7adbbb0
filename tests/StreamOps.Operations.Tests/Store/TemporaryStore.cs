using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Store;

/// <summary>A data directory of its own, with a migrated database, gone after the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private TemporaryStore() { }

    public string Path { get; } = Directory.CreateTempSubdirectory("streamops-").FullName;

    public string DatabaseFile => System.IO.Path.Combine(Path, "streamops.db");

    public IDbContextFactory<OperationsDb> Contexts => new SqliteOperationsDbFactory(SqliteOperationsDb.OptionsFor(DatabaseFile));

    /// <summary>The same file, opened so that it cannot be written.</summary>
    public IDbContextFactory<OperationsDb> ReadOnlyContexts =>
        new SqliteOperationsDbFactory(SqliteOperationsDb.OptionsFor(DatabaseFile, SqliteOpenMode.ReadOnly));

    public static TemporaryStore Empty() => new();

    public static async Task<TemporaryStore> CreateAsync()
    {
        var store = new TemporaryStore();
        using var directory = store.AsDataDirectory();
        await MigratedDatabase.CopyIntoAsync(directory);
        return store;
    }

    public DataDirectory AsDataDirectory() => new(Options.Create(new OperationsOptions { DataDirectory = Path }));

    /// <summary>Everything the database has on disk: file, write-ahead log and the rest, as text of single bytes.</summary>
    public string BytesOnDisk() =>
        string.Concat(
            Directory.EnumerateFiles(Path, "streamops.db*").Select(file => System.Text.Encoding.Latin1.GetString(ReadShared(file)))
        );

    public void Dispose()
    {
        // Its own alone: to close those of others would take their write-ahead logs away under their hands.
        foreach (var contexts in new[] { Contexts, ReadOnlyContexts })
        {
            using var db = contexts.CreateDbContext();
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }

        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

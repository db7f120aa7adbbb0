using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Store;

/// <summary>A data directory of its own and a migrated database, gone after the test: SQLite's in that folder, or PostgreSQL's in a class that is <see cref="OnPostgresAttribute"/>.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly WatchedPostgres.Work _atWork = new();
    private SqliteOperationsDbFactory? _ofProcess;

    private TemporaryStore() { }

    public string Path { get; } = Directory.CreateTempSubdirectory("streamops-").FullName;

    /// <summary>SQLite's.</summary>
    public string DatabaseFile => System.IO.Path.Combine(Path, "streamops.db");

    /// <summary>PostgreSQL's; null where the store is SQLite's.</summary>
    public PostgresTestDatabase? Postgres { get; private init; }

    /// <summary>Contexts on it. On SQLite all of one process, as there is no other one.</summary>
    public IDbContextFactory<OperationsDb> Contexts =>
        Postgres is null
            ? _ofProcess ??= new SqliteOperationsDbFactory(SqliteOperationsDb.OptionsFor(DatabaseFile))
            : new WatchedPostgres(Postgres.ConnectionString, _atWork);

    /// <summary>Whether somebody waits for the database. SQLite keeps nobody waiting.</summary>
    public bool IsAtWork => _atWork.Count > 0;

    /// <summary>The same database, opened so that it cannot be written.</summary>
    public IDbContextFactory<OperationsDb> ReadOnlyContexts =>
        Postgres is null
            ? new SqliteOperationsDbFactory(SqliteOperationsDb.OptionsFor(DatabaseFile, SqliteOpenMode.ReadOnly))
            : new PostgresDatabase(Postgres.ConnectionString, statementTimeoutSeconds: 30).ForReading();

    /// <summary>A data directory without a database.</summary>
    public static TemporaryStore Empty() => new();

    public static async Task<TemporaryStore> CreateAsync()
    {
        if (OnPostgresAttribute.IsAskedFor())
        {
            return new TemporaryStore { Postgres = await PostgresTestDatabase.TakeAsync() };
        }

        var store = new TemporaryStore();
        using var directory = store.AsDataDirectory();
        await MigratedDatabase.CopyIntoAsync(directory);
        return store;
    }

    public DataDirectory AsDataDirectory() => new(Options.Create(new OperationsOptions { DataDirectory = Path }));

    /// <summary>A start on SQLite's file.</summary>
    public static StoreStart StartOn(DataDirectory directory) => new(new SqliteDatabase(directory));

    /// <summary>Everything the database has on disk, as text of single bytes: SQLite's file, write-ahead log and the rest, or PostgreSQL's files.</summary>
    public string BytesOnDisk() =>
        Postgres is null
            ? string.Concat(
                Directory.EnumerateFiles(Path, "streamops.db*").Select(file => System.Text.Encoding.Latin1.GetString(ReadShared(file)))
            )
            : Postgres.BytesOnDisk();

    public void Dispose()
    {
        Postgres?.Dispose();
        if (Postgres is null)
        {
            // Its own alone: to close those of others would take their write-ahead logs away under their hands.
            foreach (var contexts in new[] { Contexts, ReadOnlyContexts })
            {
                using var db = contexts.CreateDbContext();
                SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
            }
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

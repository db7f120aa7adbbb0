using System.Collections.Concurrent;
using Npgsql;
using StreamOps.Operations.Postgres;

namespace StreamOps.Testing;

/// <summary>A database of the present model on the server that a run shares: migrated once, copied, and used again by the next test, emptied.</summary>
public sealed class PostgresTestDatabase : IDisposable
{
    private const string Template = "streamops_template";

    private static readonly ConcurrentBag<string> Free = [];
    private static readonly Lazy<Task> Migrated = new(MigrateAsync);
    private static int _made;

    private PostgresTestDatabase(string name) => Name = name;

    public string Name { get; }

    public string ConnectionString => Server.ConnectionStringTo(Name);

    private static PostgresServer Server => PostgresServer.Shared ?? throw new InvalidOperationException(PostgresServer.WhyNone);

    public static async Task<PostgresTestDatabase> TakeAsync()
    {
        await Migrated.Value;
        if (Free.TryTake(out var free))
        {
            return new(free);
        }

        var made = $"streamops_{Interlocked.Increment(ref _made)}";
        await Server.SqlAsync("postgres", $"CREATE DATABASE {made} TEMPLATE {Template}");
        return new(made);
    }

    /// <summary>A database without tables.</summary>
    public static async Task<PostgresTestDatabase> EmptyAsync()
    {
        var made = $"streamops_{Interlocked.Increment(ref _made)}";
        await Server.SqlAsync("postgres", $"CREATE DATABASE {made}");
        return new(made) { IsOfNoFurtherUse = true };
    }

    /// <summary>Whether what a test does here is more than to write rows.</summary>
    public bool IsOfNoFurtherUse { get; set; }

    /// <summary>The server's disk is full for this database, or has room again: the server says so by its own code.</summary>
    public Task SetFullAsync(bool isFull) =>
        Server.SqlAsync(
            Name,
            isFull
                ? """
                CREATE OR REPLACE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$;
                DO $$ DECLARE name text; BEGIN
                  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                    EXECUTE format('CREATE OR REPLACE TRIGGER disk_is_full BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION disk_is_full()', name);
                  END LOOP;
                END $$
                """
                : "DROP FUNCTION IF EXISTS disk_is_full CASCADE"
        );

    /// <summary>What its tables and indexes have on disk, as text of single bytes.</summary>
    public string BytesOnDisk()
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CHECKPOINT; SELECT oid::bigint FROM pg_database WHERE datname = current_database()";
        var folder = Path.Combine(Server.DataFolder, "base", $"{command.ExecuteScalar()}");
        return string.Concat(
            Directory.EnumerateFiles(folder).Select(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)))
        );
    }

    /// <summary>All of it as text, as <c>pg_dump</c> writes it.</summary>
    public string Dump() => PostgresServer.Dump(Name, new NpgsqlConnectionStringBuilder(ConnectionString).Host!);

    public void Dispose()
    {
        if (IsOfNoFurtherUse)
        {
            return;
        }

        // Stages of one test share it, and each gives it back.
        IsOfNoFurtherUse = true;

        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SET lock_timeout = '2s';
            DROP FUNCTION IF EXISTS disk_is_full CASCADE;
            DO $$ DECLARE name text; BEGIN
              FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory' LOOP
                EXECUTE format('DELETE FROM %I', name);
              END LOOP;
            END $$;
            RESET lock_timeout
            """;
        command.ExecuteNonQuery();
        Free.Add(Name);
    }

    private static async Task MigrateAsync()
    {
        await Server.SqlAsync("postgres", $"CREATE DATABASE {Template}");
        using var database = new PostgresDatabase(Server.ConnectionStringTo(Template), statementTimeoutSeconds: 30);
        await database.OpenAsync(CancellationToken.None);
    }
}

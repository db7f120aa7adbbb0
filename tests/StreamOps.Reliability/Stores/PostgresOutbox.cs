using System.Data.Common;
using Npgsql;
using StreamOps.Testing;

namespace StreamOps.Reliability.Stores;

/// <summary>A database of its own on the server that this run has started.</summary>
public sealed class PostgresOutbox : Outbox
{
    private static int _made;

    private readonly string _connectionString;

    private PostgresOutbox(string connectionString) => _connectionString = connectionString;

    public override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["StreamOps__Store"] = "postgres",
            ["StreamOps__Postgres__ConnectionString"] = _connectionString,
        };

    /// <summary>Makes an empty database.</summary>
    public static async Task<PostgresOutbox> MakeAsync()
    {
        var server = PostgresServer.Shared ?? throw new InvalidOperationException(PostgresServer.WhyNone);
        var name = $"kills_{Interlocked.Increment(ref _made)}";
        await server.SqlAsync("postgres", $"CREATE DATABASE {name}");
        return new PostgresOutbox(server.ConnectionStringTo(name));
    }

    public override async Task<DbConnection> OpenAsync(bool mayWrite)
    {
        var connection = new NpgsqlConnection(_connectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public override async Task<IAsyncDisposable> HoldAsync()
    {
        var connection = await OpenAsync(mayWrite: true);
        var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        // Reads go on, writes wait.
        command.CommandText = """LOCK TABLE "Rescues" IN EXCLUSIVE MODE""";
        await command.ExecuteNonQueryAsync();
        return new Hold(connection, transaction);
    }
}

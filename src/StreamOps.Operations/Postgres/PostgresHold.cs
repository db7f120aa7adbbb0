using System.Data;
using Npgsql;

namespace StreamOps.Operations.Postgres;

/// <summary>Says to other processes that this one is at work on the database: a lock that lives as long as its connection does.</summary>
/// <remarks>
/// A guard against the mistake of starting StreamOps twice. It fences nobody off: a process whose connection was cut may be in the midst of a statement when
/// the next one takes the lock. What two writers must not both do is held by unique keys and versions.
/// </remarks>
internal sealed class PostgresHold : IDisposable
{
    private const long Process = 0x5374_7265_616D_0000;

    // A process that ended a moment ago may be known to the server still.
    private const int PatienceMilliseconds = 3_000;

    private readonly string _connectionString;
    private NpgsqlConnection? _connection;

    public PostgresHold(NpgsqlConnectionStringBuilder settings) =>
        _connectionString = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            Pooling = false,
            // Seconds: a server that is gone without a word is noticed by this.
            KeepAlive = 2,
        }.ConnectionString;

    /// <summary>Whether the lock is this process's.</summary>
    public bool IsHeld => _connection?.State == ConnectionState.Open;

    /// <summary>Whether it ever was.</summary>
    public bool WasHeld { get; private set; }

    /// <summary>Takes the lock.</summary>
    /// <returns>Whether it is this process's now; false when it is another's.</returns>
    /// <exception cref="NpgsqlException">The server cannot be asked.</exception>
    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        if (IsHeld)
        {
            return true;
        }

        await LetGoAsync();
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = $"SET lock_timeout = {PatienceMilliseconds}; SELECT pg_advisory_lock({Process}); SET lock_timeout = 0";
            await command.ExecuteNonQueryAsync(cancellationToken);
            (_connection, WasHeld) = (connection, true);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await connection.DisposeAsync();
            return false;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives the lock up.</summary>
    public async Task LetGoAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    public void Dispose() => Interlocked.Exchange(ref _connection, null)?.Dispose();
}

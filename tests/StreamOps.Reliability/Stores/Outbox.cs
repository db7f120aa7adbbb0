using System.Data.Common;
using System.Globalization;

namespace StreamOps.Reliability.Stores;

/// <summary>One row of the outbox, as the database has it.</summary>
/// <param name="Id">The attempt.</param>
/// <param name="SessionId">The last part of the session's ARN.</param>
/// <param name="ClientToken">Of each of its calls.</param>
/// <param name="State">The state's name.</param>
/// <param name="IsAnswered">Whether an answer is kept.</param>
/// <param name="IsDelivered">Whether somebody took it.</param>
/// <param name="HasEnded">Whether the attempt has an end.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record OutboxRow(
    string Id,
    string SessionId,
    string ClientToken,
    string State,
    bool IsAnswered,
    bool IsDelivered,
    bool HasEnded,
    string Reason
);

/// <summary>A dashboard's database, looked at and held up from outside: as a backup, or another program, would.</summary>
public abstract class Outbox : IAsyncDisposable
{
    private const string Rows =
        """SELECT "Id", "Session", "ClientToken", "State", "AnsweredAt", "DeliveredAt", "EndedAt", "Reason" FROM "Rescues" """;

    /// <summary>What the dashboard is told of its store.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Every attempt.</summary>
    public async Task<IReadOnlyList<OutboxRow>> ReadAsync()
    {
        await using var connection = await OpenAsync(mayWrite: false);
        return await QueryAsync(connection, "");
    }

    /// <summary>The newest attempt of a session; null when there is none.</summary>
    public static async Task<OutboxRow?> NewestAsync(DbConnection connection, string session)
    {
        var rows = await QueryAsync(connection, $"""WHERE "Session" LIKE '%/{session}' ORDER BY "RequestedAt" DESC LIMIT 1""");
        return rows is [var row] ? row : null;
    }

    /// <summary>Whether the clinic has passed the offer that a page brought by a session's link.</summary>
    public static async Task<bool> HasHealthyOfferAsync(DbConnection connection, string session)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The session's id is the emulator's own.
        command.CommandText = $"""SELECT COUNT(*) FROM "Links" WHERE "Session" LIKE '%/{session}' AND "OfferHealthyAt" IS NOT NULL""";
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) > 0;
    }

    /// <summary>A connection of its own, closed before the dashboard comes back: so that the latter finds what a kill leaves.</summary>
    public abstract Task<DbConnection> OpenAsync(bool mayWrite);

    /// <summary>Keeps everybody from writing attempts until what is given back is disposed.</summary>
    public abstract Task<IAsyncDisposable> HoldAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private static async Task<IReadOnlyList<OutboxRow>> QueryAsync(DbConnection connection, string where)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // As above.
        command.CommandText = Rows + where;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        List<OutboxRow> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(
                new OutboxRow(
                    Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!.ToLowerInvariant(),
                    reader.GetString(1).Split('/')[^1],
                    reader.GetString(2),
                    reader.GetString(3),
                    !reader.IsDBNull(4),
                    !reader.IsDBNull(5),
                    !reader.IsDBNull(6),
                    reader.GetString(7)
                )
            );
        }

        return rows;
    }

    /// <summary>A transaction that holds the store, with its connection.</summary>
    protected sealed class Hold(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.RollbackAsync();
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}

using Microsoft.Data.Sqlite;

namespace StreamOps.Benchmarks.Stages;

/// <summary>An hour of lost players, written into a store as if the dashboard had seen them: one a second, each too late. Else what is held would grow for an hour.</summary>
internal static class EndedHour
{
    private const int Ended = 3_600;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    /// <summary>Fills the store of a dashboard that has run and does not now.</summary>
    public static void Fill(string folder)
    {
        using var store = new SqliteConnection($"Data Source={Directory.EnumerateFiles(folder, "*.db").Single()}");
        store.Open();
        using var transaction = store.BeginTransaction();
        using var insert = store.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = """
            INSERT INTO Episodes (Session, Epoch, UserId, ApplicationArn, Location, LostAt, EndedAt, Outcome, StatusReason, Kind, EnteredEarliest, EnteredExpected, EnteredLatest, ConnectionTimeout)
            VALUES ('arn:aws:gameliftstreams:us-west-2:111122223333:streamsession/sg-1AB2C3De4/ended' || $n, $n, 'u-' || $n,
                    'arn:aws:gameliftstreams:us-west-2:111122223333:application/a-9ZY8X7Wv6', 'us-west-2', $lost, $ended, 'TooLate', 'reconnectionTimeout', 'Reach', $lost, $lost, $lost, $timeout)
            """;
        var now = TimeProvider.System.GetUtcNow().UtcTicks;
        for (var n = 0; n < Ended; n++)
        {
            var ended = now - (n * TimeSpan.TicksPerSecond);
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$n", n);
            insert.Parameters.AddWithValue("$lost", ended - Timeout.Ticks);
            insert.Parameters.AddWithValue("$ended", ended);
            insert.Parameters.AddWithValue("$timeout", Timeout.Ticks);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}

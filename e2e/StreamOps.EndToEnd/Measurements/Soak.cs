using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Measurements;

/// <summary>Ten minutes with a thousand sessions, twenty open queues and a loss a second, the last hour being full of ended episodes. Run by name.</summary>
public sealed class Soak
{
    private const int Sessions = 1_000;
    private const int Queues = 20;
    private const int Minutes = 10;
    private const int EndedInTheHour = 3_600;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact(Explicit = true)]
    public async Task Of_twenty_queues_with_a_loss_a_second()
    {
        await using var stage = new SoakStage();
        await stage.InitializeAsync();
        await stage.Dashboard.KillAsync();
        FillTheHour(stage.Dashboard.DataDirectory);
        await stage.Dashboard.StartAsync();
        await stage.Dashboard.UntilReadyAsync();
        await using var operators = await stage.OpenBrowserAsync();
        await new QueuePage(operators.Page).OpenAsync();
        for (var tab = 1; tab < Queues; tab++)
        {
            await new QueuePage(await operators.OpenTabAsync()).OpenAsync();
        }

        var minutes = new List<(double Cores, double Megabytes)>();
        for (var minute = 1; minute <= Minutes; minute++)
        {
            minutes.Add(await MinuteAsync(stage));
            TestContext.Current.TestOutputHelper!.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"minute {minute}: {minutes[^1].Cores:0.000} cores, {minutes[^1].Megabytes:0} MB"
                )
            );
        }

        // The first two minutes fill the queue: losses are waited for that long.
        var early = minutes[2..5];
        var late = minutes[^3..];
        Assert.InRange(late.Average(minute => minute.Cores) / early.Average(minute => minute.Cores), 0, 1.25);
        Assert.InRange(late.Average(minute => minute.Megabytes) / early.Average(minute => minute.Megabytes), 0, 1.15);
    }

    private static async Task<(double Cores, double Megabytes)> MinuteAsync(SoakStage stage)
    {
        var process = stage.Dashboard.Process;
        process.Refresh();
        var (cpu, start) = (process.TotalProcessorTime, TimeProvider.System.GetTimestamp());
        using var seconds = new PeriodicTimer(Second, TimeProvider.System);
        for (var second = 0; second < 60 && await seconds.WaitForNextTickAsync(TestContext.Current.CancellationToken); second++)
        {
            await stage.Emulator.Control.DropAnyAsync();
        }

        process.Refresh();
        return ((process.TotalProcessorTime - cpu) / TimeProvider.System.GetElapsedTime(start), process.WorkingSet64 / 1048576.0);
    }

    /// <summary>Writes an hour of lost players into the store, as if the dashboard had seen them: one a second, each too late.</summary>
    private static void FillTheHour(string folder)
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
        var timeout = TimeSpan.FromSeconds(120).Ticks;
        for (var n = 0; n < EndedInTheHour; n++)
        {
            var ended = now - (n * TimeSpan.TicksPerSecond);
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$n", n);
            insert.Parameters.AddWithValue("$lost", ended - timeout);
            insert.Parameters.AddWithValue("$ended", ended);
            insert.Parameters.AddWithValue("$timeout", timeout);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>So many sessions that a thousand are left when the last of the losses has come.</summary>
    private sealed class SoakStage : Stage
    {
        protected override int Sessions => Soak.Sessions + (Minutes * 60);
    }
}

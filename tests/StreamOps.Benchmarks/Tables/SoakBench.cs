using StreamOps.Benchmarks.Crowds;
using StreamOps.Benchmarks.Results;
using StreamOps.Benchmarks.Stages;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Tables;

/// <summary>A thousand sessions, a loss a second and twenty open queues, for ten minutes or as long as is asked: whether what is held, and what it costs, grows. No peer.</summary>
internal sealed class SoakBench(BenchSettings settings, TextWriter output) : Bench(settings, output)
{
    private const int Sessions = 1_000;
    private const int Queues = 20;
    private const int LossesAMinute = 60;

    /// <summary>The first minutes fill the queue: losses are waited for two minutes, and their rows stay a moment after that.</summary>
    private const int Filling = 3;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public override async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var minutes = Math.Max(Filling + 3, Settings.Minutes);
        await using var stage = new BenchStage(ProgramFolders.Built());
        // As many more as are lost: a thousand are left when the last of the losses has come.
        var world = new FleetWorld(1, Sessions + (minutes * LossesAMinute)) { ConnectionTimeoutSeconds = 120 };
        await stage.StartAsync(world, cancellationToken);
        await stage.EndDashboardAsync(forgets: false);
        EndedHour.Fill(stage.DataDirectory);
        await stage.StartDashboardAsync(cancellationToken);
        await using var queues = new CircuitCrowd(stage.Queue);
        await queues.GrowAsync(Queues, cancellationToken);
        List<(double Heap, double Cores, double Bytes)> measured = [];
        for (var minute = 1; minute <= minutes; minute++)
        {
            measured.Add(await MinuteAsync(stage, queues, cancellationToken));
            await Output.WriteLineAsync(
                $"minute {minute} of {minutes}: {BenchRow.Number(measured[^1].Heap)} MB live, {BenchRow.Number(measured[^1].Cores)} processors, {BenchRow.Number(measured[^1].Bytes)} B for each page and loss"
            );
        }

        var settled = measured[Filling..];
        return
        [
            Row("live heap", "MB", settled, one => one.Heap),
            Row("processors", "", settled, one => one.Cores),
            Row("payload for each page and loss", "B", settled, one => one.Bytes),
        ];
    }

    /// <summary>One figure of all settled minutes, and by how much it grows in an hour.</summary>
    private static BenchRow Row(
        string what,
        string unit,
        List<(double Heap, double Cores, double Bytes)> minutes,
        Func<(double Heap, double Cores, double Bytes), double> figure
    )
    {
        var trend = Trend.Of([.. minutes.Select((minute, at) => (at / 60.0, figure(minute)))]);
        return new BenchRow(
            $"{Queues} queues and a loss a second, {what} over {minutes.Count} minutes",
            unit,
            new Spread([.. minutes.Select(figure)])
        )
        {
            Note =
                $"grows by {BenchRow.Number(trend.Slope)} ± {BenchRow.Number(trend.HalfWidth)} {unit}{(unit.Length > 0 ? " " : "")}an hour (95 %)",
            Other = new WordedGoal("no growth that chance does not explain", trend.MayBeFlat || trend.Slope < 0),
        };
    }

    private static async Task<(double Heap, double Cores, double Bytes)> MinuteAsync(
        BenchStage stage,
        CircuitCrowd queues,
        CancellationToken cancellationToken
    )
    {
        queues.Take();
        var before = await stage.Gauge.ReadAsync();
        using var seconds = new PeriodicTimer(Second, TimeProvider.System);
        for (var loss = 0; loss < LossesAMinute && await seconds.WaitForNextTickAsync(cancellationToken); loss++)
        {
            await stage.Emulator.DropAsync(1);
        }

        var after = await stage.Gauge.ReadAsync();
        var bytes = (double)queues.Take().Bytes / LossesAMinute / Math.Max(1, queues.Count);
        // Last: what it takes to collect is no part of the minute.
        var heap = (await stage.Gauge.CollectAsync()).HeapBytes / 1048576.0;
        return (heap, before.CoresUntil(after), bytes);
    }
}

using StreamOps.Benchmarks.Loops;
using StreamOps.Benchmarks.Results;
using StreamOps.Benchmarks.Stages;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Tables;

/// <summary>
/// How long from a lost player to their row, painted in an operator's browser; beside it how long until two loops of the AWS SDK, which do nothing else and paint
/// nothing, have found the same at the same calls a second.
/// </summary>
internal sealed class DelayBench(BenchSettings settings, TextWriter output) : Bench(settings, output)
{
    /// <summary>The waits are counted over that many powers of ten only where these three were measured.</summary>
    private static readonly FleetWorld[] Growing = [new(1, 1_000), new(1, 10_000), new(1, 100_000)];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);

    private readonly Random _random = new(7);

    public override async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var folder = await NodePackages.InstallAsync(cancellationToken);
        List<BenchRow> rows = [];
        List<(FleetWorld World, double Mean)> means = [];
        foreach (var world in WorldsOr([.. Growing, new(5, 2_000), new(20, 500)]))
        {
            await using var stage = new BenchStage(ProgramFolders.Built());
            await stage.StartAsync(world, cancellationToken);
            await using var browser = await BenchBrowser.OpenAsync();
            var spreads = await InTurn.RunAsync(
                $"{world}",
                ("ours", () => OursAsync(stage, browser, cancellationToken)),
                ("PENDING loop", () => LoopAsync(stage, folder, SdkLoop.Pending, cancellationToken)),
                ("sweep", () => LoopAsync(stage, folder, SdkLoop.Sweep, cancellationToken))
            );
            var (most, times, slower) = GoalOf(world);
            rows.Add(
                new BenchRow($"{world}, lost to painted, mean", "s", spreads[0])
                {
                    Peer = "PENDING loop",
                    Theirs = spreads[1],
                    MostOurs = most,
                    MostRatio = times,
                }
            );
            rows.Add(
                new BenchRow($"{world}, lost to painted, mean", "s", spreads[0])
                {
                    Peer = "sweep",
                    Theirs = spreads[2],
                    MostRatio = slower,
                }
            );
            means.Add((world, spreads[0].Median));
        }

        if (Growing.All(world => means.Exists(mean => mean.World == world)))
        {
            var exponent = Trend.ExponentOf(
                means.Where(mean => Growing.Contains(mean.World)).Select(mean => ((double)mean.World.Sessions, mean.Mean))
            );
            rows.Add(new BenchRow("the mean grows with the sessions by the power of", "", new Spread([exponent])) { MostOurs = 0.15 });
        }

        return rows;
    }

    /// <summary>Seconds, times the PENDING loop, times the sweep: at most; null for no goal.</summary>
    private static (double? Most, double? Times, double? Sweep) GoalOf(FleetWorld world) =>
        (world.Groups, world.SessionsPerGroup) switch
        {
            (1, 1_000) => (0.20, 1.5, null),
            (1, 10_000) => (0.22, 1.6, 1 / 40.0),
            (1, 100_000) => (0.35, null, null),
            (5, 2_000) => (0.70, 1.3, null),
            (20, 500) => (2.7, 1.3, null),
            _ => (null, null, null),
        };

    private async Task<double> OursAsync(BenchStage stage, BenchBrowser browser, CancellationToken cancellationToken)
    {
        await browser.OpenLiveAsync(stage.Queue);
        // With the first who watches the feed reads at its full share again.
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        var rows = new PaintedRows(browser.Page);
        await rows.WatchAsync();
        var lost = await DropAsync(stage, cancellationToken);
        var mean = await MeanAsync(stage, lost, await rows.OfAsync(lost, Limit), cancellationToken);
        await browser.LeaveAsync();
        return mean;
    }

    private async Task<double> LoopAsync(BenchStage stage, string folder, string kind, CancellationToken cancellationToken)
    {
        await using var loop = SdkLoop.Start(folder, stage.Service, kind);
        while (loop.Pages == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }

        var lost = await DropAsync(stage, cancellationToken);
        return await MeanAsync(stage, lost, await loop.OfAsync(lost, Limit, cancellationToken), cancellationToken);
    }

    private async Task<List<string>> DropAsync(BenchStage stage, CancellationToken cancellationToken)
    {
        List<string> lost = [];
        for (var drop = 0; drop < Settings.Changes; drop++)
        {
            lost.AddRange(await stage.Emulator.DropAsync(1));
            // Drops fall anywhere between two reads, and none waits for the one before it to be seen.
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(200, 900)), TimeProvider.System, cancellationToken);
        }

        return lost;
    }

    /// <summary>The mean in seconds. Those who were lost are ended then: nobody waits when the next way begins.</summary>
    private static async Task<double> MeanAsync(
        BenchStage stage,
        IReadOnlyList<string> lost,
        IReadOnlyList<double> seenAt,
        CancellationToken cancellationToken
    )
    {
        var lostAt = await LostAt.OfAsync(stage.Emulator, lost);
        foreach (var session in lost)
        {
            await stage.Emulator.EndAsync(session);
        }

        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        return seenAt.Zip(lostAt, (seen, at) => seen - at).Average() / 1_000;
    }
}

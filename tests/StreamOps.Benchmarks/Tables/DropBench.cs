using System.Net;
using StreamOps.Benchmarks.Crowds;
using StreamOps.Benchmarks.Loops;
using StreamOps.Benchmarks.Results;
using StreamOps.Benchmarks.Stages;
using StreamOps.Reliability.Programs;
using StreamOps.Testing.Circuits;

namespace StreamOps.Benchmarks.Tables;

/// <summary>Half of a fleet is lost in one moment, while two hundred watch: when the first rows stand, when all are counted, and how soon a press is answered meanwhile.</summary>
internal sealed class DropBench(BenchSettings settings, TextWriter output) : Bench(settings, output)
{
    private const int Watching = 200;
    private const int FirstRows = 50;
    private const int PageSize = 100;

    /// <summary>Stands on every page, and opens and closes a menu at the server.</summary>
    private const string Menu = "Theme, density and size; About";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenPresses = TimeSpan.FromMilliseconds(100);

    private readonly List<double> _first = [];
    private readonly List<double> _presses = [];
    private int _watched;

    public override async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var folder = await NodePackages.InstallAsync(cancellationToken);
        List<BenchRow> rows = [];
        foreach (var world in WorldsOr(new FleetWorld(1, 10_000)))
        {
            _first.Clear();
            _presses.Clear();
            await using var stage = new BenchStage(ProgramFolders.Built());
            await stage.StartServiceAsync(world, cancellationToken);
            var lost = world.Sessions / 2;
            var all = await InTurn.RunAsync(
                $"{lost} of {world}",
                ("ours", () => OursAsync(stage, world, lost, cancellationToken)),
                ("PENDING loop", () => LoopAsync(stage, world, lost, folder, cancellationToken))
            );
            var bound = Math.Ceiling((double)lost / PageSize) / SdkLoop.CallsPerSecond;
            rows.AddRange([
                new BenchRow($"{lost:N0} of {world} lost at once, all counted", "s", all[0]) { Peer = "PENDING loop", Theirs = all[1] },
                new BenchRow($"{lost:N0} of {world}, by the least time that their pages take at five a second", "×", By(all[0], bound))
                {
                    MostOurs = 1.02,
                    Note = "for seconds like these StreamOps borrows up to sixteen a second, the loop does not",
                },
                new BenchRow($"{lost:N0} of {world}, the first {FirstRows} rows painted", "s", new Spread([.. _first])) { MostOurs = 0.35 },
                new BenchRow($"{lost:N0} of {world}, a press until its answer, 99th percentile", "ms", new Spread([.. _presses]))
                {
                    MostOurs = 100,
                    Note = $"{_watched} pages watching",
                },
            ]);
        }

        return rows;
    }

    private static Spread By(Spread spread, double bound) => new([.. spread.Rounds.Select(seconds => seconds / bound)]);

    /// <summary>Seconds until all were counted on the screen.</summary>
    private async Task<double> OursAsync(BenchStage stage, FleetWorld world, int lost, CancellationToken cancellationToken)
    {
        await stage.PopulateAsync(world);
        await stage.StartDashboardAsync(cancellationToken);
        try
        {
            await using var crowd = new CircuitCrowd(stage.Queue);
            await crowd.GrowAsync(Watching, cancellationToken);
            _watched = crowd.Count;
            await using var browser = await BenchBrowser.OpenAsync();
            await browser.OpenLiveAsync(stage.Queue);
            await Task.Delay(Settling, TimeProvider.System, cancellationToken);
            var rows = new PaintedRows(browser.Page);
            await rows.WatchAsync();
            var count = new QueueCount(browser.Page);
            await count.WatchAsync(lost);
            using var pressing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var presses = PressAsync(stage.Queue, pressing.Token);
            var sessions = await stage.Emulator.DropAsync(lost);
            var first = await rows.FirstAsync(FirstRows, Limit);
            var all = await count.ReachedAsync(Limit);
            await pressing.CancelAsync();
            _presses.Add(Spread.Percentile(await presses, 0.99));
            var began = (await LostAt.OfAsync(stage.Emulator, sessions)).Min();
            _first.Add((first - began) / 1_000);
            return (all - began) / 1_000;
        }
        finally
        {
            await stage.EndDashboardAsync(forgets: true);
        }
    }

    /// <summary>Seconds until the loop has found all.</summary>
    private static async Task<double> LoopAsync(
        BenchStage stage,
        FleetWorld world,
        int lost,
        string folder,
        CancellationToken cancellationToken
    )
    {
        await stage.PopulateAsync(world);
        await using var loop = SdkLoop.Start(folder, stage.Service, SdkLoop.Pending);
        await loop.Ready.WaitAsync(Limit, TimeProvider.System, cancellationToken);
        var sessions = await stage.Emulator.DropAsync(lost);
        var seen = await loop.OfAsync(sessions, Limit, cancellationToken);
        return (seen.Max() - (await LostAt.OfAsync(stage.Emulator, sessions)).Min()) / 1_000;
    }

    /// <summary>Presses over and over until it is told to stop.</summary>
    /// <returns>How long the server took each time, in milliseconds.</returns>
    private static async Task<IReadOnlyList<double>> PressAsync(Uri queue, CancellationToken stopping)
    {
        List<double> took = [];
        await using var circuit = await HeadlessCircuit.OpenAsync(queue, new CookieContainer());
        while (!stopping.IsCancellationRequested)
        {
            var at = TimeProvider.System.GetTimestamp();
            await circuit.PressAsync("aria-label", Menu);
            took.Add(TimeProvider.System.GetElapsedTime(at).TotalMilliseconds);
            await Task.Delay(BetweenPresses, TimeProvider.System, CancellationToken.None);
        }

        return took;
    }
}

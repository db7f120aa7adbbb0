using Microsoft.Playwright;
using StreamOps.Benchmarks.Peers;
using StreamOps.Benchmarks.Results;
using StreamOps.Benchmarks.Stages;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Tables;

/// <summary>From the start of the process to a queue with its first row, painted in a browser that waits for it; beside it a page that says hello.</summary>
internal sealed class StartBench(BenchSettings settings, TextWriter output) : Bench(settings, output)
{
    private const int Waiting = 3;
    private const string Row = "main [data-session-id]:visible";

    private readonly List<double> _ready = [];

    public override async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var published = await ProgramFolders.PublishedAsync();
        await using var small = new BenchStage(published);
        await using var built = new BenchStage(ProgramFolders.Built());
        await using var known = new BenchStage(published);
        await using var browser = await BenchBrowser.OpenAsync();
        await small.StartServiceAsync(new FleetWorld(1, 200), cancellationToken);
        await small.Emulator.DropAsync(Waiting);
        await built.StartServiceAsync(new FleetWorld(1, 200), cancellationToken);
        await built.Emulator.DropAsync(Waiting);
        var world = WorldsOr(new FleetWorld(1, 10_000))[0];
        await known.StartAsync(world, cancellationToken);
        await known.Emulator.DropAsync(Waiting);
        await known.EndDashboardAsync(forgets: false);

        var starts = await InTurn.RunAsync(
            "start",
            ("ours, published", () => StartAsync(small, browser, forgets: true, cancellationToken)),
            ("ours, as built", () => StartAsync(built, browser, forgets: true, cancellationToken)),
            ("Hello", () => HelloAsync(browser, cancellationToken)),
            ("ours, published, all known from before", () => StartAsync(known, browser, forgets: false, cancellationToken))
        );
        return
        [
            new BenchRow("process start to painted queue, published for one platform, a new store", "s", starts[0])
            {
                Peer = "Hello, as built",
                Theirs = starts[2],
                MostOurs = 1.5,
            },
            new BenchRow("process start to painted queue, as built, a new store", "s", starts[1])
            {
                Peer = "Hello, as built",
                Theirs = starts[2],
            },
            new BenchRow($"process start to painted queue, published, {world} known from before", "s", starts[3]) { MostOurs = 2 },
            new BenchRow($"process start to all of {world} read anew", "s", new Spread([.. _ready])),
        ];
    }

    /// <summary>Seconds until the queue was painted.</summary>
    private async Task<double> StartAsync(BenchStage stage, BenchBrowser browser, bool forgets, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        stage.LaunchDashboard();
        await stage.Dashboard.UntilHealthyAsync(cancellationToken);
        var took = await UntilPaintedAsync(browser, stage.Queue, Row, start);
        if (!forgets)
        {
            await stage.UntilReadyAsync(cancellationToken);
            _ready.Add(TimeProvider.System.GetElapsedTime(start).TotalSeconds);
        }

        await browser.LeaveAsync();
        await stage.EndDashboardAsync(forgets);
        return took;
    }

    private static async Task<double> HelloAsync(BenchBrowser browser, CancellationToken cancellationToken)
    {
        await using var hello = new PeerServer();
        var start = TimeProvider.System.GetTimestamp();
        hello.Launch();
        await hello.UntilHealthyAsync(cancellationToken);
        var took = await UntilPaintedAsync(browser, hello.At(HelloPage.Address), "button:visible", start);
        await browser.LeaveAsync();
        return took;
    }

    private static async Task<double> UntilPaintedAsync(BenchBrowser browser, Uri address, string selector, long start)
    {
        await browser.Page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
        await browser.Page.Locator(selector).First.WaitForAsync();
        await browser.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}

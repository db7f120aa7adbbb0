using StreamOps.Benchmarks.Results;
using StreamOps.Benchmarks.Stages;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Tables;

/// <summary>What one change costs where the list of all sessions is open: the server's processor, and what changes in the browser. Quiet whiles and changes in turn; no peer.</summary>
internal sealed class SessionsBench(BenchSettings settings, TextWriter output) : Bench(settings, output)
{
    private const string Rows = "main [data-session-id]:visible";
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    private readonly List<double> _mutations = [];

    /// <summary>No more than are in view.</summary>
    private int Changes => Math.Min(Settings.Changes, 10);

    public override async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        List<BenchRow> rows = [];
        foreach (var world in WorldsOr(new(1, 1_000), new(1, 10_000), new(1, 100_000)))
        {
            _mutations.Clear();
            await using var stage = new BenchStage(ProgramFolders.Built());
            await stage.StartAsync(world, cancellationToken);
            await using var browser = await BenchBrowser.OpenAsync();
            await browser.OpenLiveAsync(new Uri(stage.Queue, "sessions"));
            await browser.Page.Locator(Rows).First.WaitForAsync();
            var mutations = new Mutations(browser.Page);
            await mutations.WatchAsync();
            var cpu = await InTurn.RunAsync(
                $"{world}, Sessions",
                ("a change in view", () => ChangeAsync(stage, browser, mutations, cancellationToken))
            );
            rows.AddRange([
                new BenchRow($"{world}, one change in view on Sessions, processor", "ms", cpu[0]) { MostOurs = 5 },
                new BenchRow($"{world}, one change in view on Sessions, mutations of the document", "", new Spread([.. _mutations]))
                {
                    MostOurs = 6,
                },
            ]);
        }

        return rows;
    }

    /// <summary>Milliseconds of the server's processor for each change, beyond what it takes in as long a quiet while.</summary>
    private async Task<double> ChangeAsync(BenchStage stage, BenchBrowser browser, Mutations mutations, CancellationToken cancellationToken)
    {
        // Those of the round before are gone from the list by then.
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        var inView = await browser.Page.EvaluateAsync<string[]>(
            "count => [...document.querySelectorAll(\"main [data-session-id][data-status='CONNECTED']\")].slice(0, count).map(row => row.dataset.sessionId)",
            Changes
        );
        var start = await stage.Gauge.ReadAsync();
        await Task.Delay(inView.Length * Between, TimeProvider.System, cancellationToken);
        var quiet = await stage.Gauge.ReadAsync();
        List<double> changed = [];
        foreach (var session in inView)
        {
            await mutations.TakeAsync();
            await stage.Emulator.DropAsync(session);
            await Task.Delay(Between, TimeProvider.System, cancellationToken);
            await browser
                .Page.Locator($"main [data-session-id='{session}'][data-status='PENDING_CLIENT_RECONNECTION']")
                .WaitForAsync(new() { Timeout = 60_000 });
            changed.Add(await mutations.TakeAsync());
        }

        var end = await stage.Gauge.ReadAsync();
        _mutations.Add(Spread.Percentile(changed, 0.5));
        var lasted = TimeProvider.System.GetElapsedTime(quiet.At, end.At);
        var extra = end.Processor - quiet.Processor - (start.CoresUntil(quiet) * lasted);
        foreach (var session in inView)
        {
            await stage.Emulator.EndAsync(session);
        }

        return extra > TimeSpan.Zero ? extra.TotalMilliseconds / inView.Length : double.NaN;
    }
}

using StreamOps.Benchmarks.Loops;
using StreamOps.Benchmarks.Results;
using StreamOps.Benchmarks.Stages;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Tables;

/// <summary>What it costs to watch a fleet in which nothing happens, with one operator's page open; beside it a loop of the AWS SDK that sweeps it at the same calls a second.</summary>
internal sealed class IdleBench(BenchSettings settings, TextWriter output) : Bench(settings, output)
{
    private const string List = "ListStreamSessions";
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    private readonly List<(double Pages, double Megabytes)> _ours = [];
    private readonly List<(double Pages, double Megabytes)> _theirs = [];

    public override async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var folder = await NodePackages.InstallAsync(cancellationToken);
        List<BenchRow> rows = [];
        foreach (var world in WorldsOr(new(1, 10_000), new(1, 100_000)))
        {
            _ours.Clear();
            _theirs.Clear();
            await using var stage = new BenchStage(ProgramFolders.Built());
            await stage.StartAsync(world, cancellationToken);
            await using var browser = await BenchBrowser.OpenAsync();
            var cores = await InTurn.RunAsync(
                $"{world} at rest",
                ("ours", () => OursAsync(stage, browser, cancellationToken)),
                ("sweep", () => LoopAsync(stage, folder, cancellationToken))
            );
            var isLarge = world.Sessions >= 100_000;
            rows.AddRange([
                new BenchRow($"{world} at rest, one page open, processors", "", cores[0])
                {
                    Peer = "sweep",
                    Theirs = cores[1],
                    MostOurs = isLarge ? 0.03 : null,
                },
                new BenchRow($"{world} at rest, memory in the machine's", "MB", Of(_ours, one => one.Megabytes))
                {
                    Peer = "sweep",
                    Theirs = Of(_theirs, one => one.Megabytes),
                    MostOurs = isLarge ? 250 : null,
                },
                new BenchRow($"{world} at rest, processor for each page of 100", "ms", PerPage(cores[0], _ours))
                {
                    Peer = "sweep",
                    Theirs = PerPage(cores[1], _theirs),
                    MostRatio = 0.4,
                    Note = "all that either program does meanwhile, by the pages that it read",
                },
            ]);
        }

        return rows;
    }

    private static Spread Of(List<(double Pages, double Megabytes)> rounds, Func<(double Pages, double Megabytes), double> figure) =>
        new([.. rounds.Select(figure)]);

    private static Spread PerPage(Spread cores, List<(double Pages, double Megabytes)> rounds) =>
        new([.. cores.Rounds.Zip(rounds, (busy, round) => busy * Span.TotalMilliseconds / round.Pages)]);

    private async Task<double> OursAsync(BenchStage stage, BenchBrowser browser, CancellationToken cancellationToken)
    {
        await browser.OpenLiveAsync(stage.Queue);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        await stage.Emulator.CountCallsAsync(List);
        var before = await stage.Gauge.ReadAsync();
        await Task.Delay(Span, TimeProvider.System, cancellationToken);
        var after = await stage.Gauge.ReadAsync();
        _ours.Add((await stage.Emulator.CountCallsAsync(List), after.ResidentBytes / 1048576.0));
        await browser.LeaveAsync();
        return before.CoresUntil(after);
    }

    private async Task<double> LoopAsync(BenchStage stage, string folder, CancellationToken cancellationToken)
    {
        await using var loop = SdkLoop.Start(folder, stage.Service, SdkLoop.Sweep);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        var (pages, start, before) = (loop.Pages, TimeProvider.System.GetTimestamp(), loop.Cost);
        await Task.Delay(Span, TimeProvider.System, cancellationToken);
        var after = loop.Cost;
        _theirs.Add((loop.Pages - pages, after.ResidentBytes / 1048576.0));
        return (after.Processor - before.Processor) / TimeProvider.System.GetElapsedTime(start);
    }
}

using System.Globalization;
using StreamOps.Benchmarks.Loops;
using StreamOps.Benchmarks.Results;
using StreamOps.Benchmarks.Stages;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Tables;

/// <summary>What it costs to watch a fleet in which nothing happens, with one operator's page open; beside it a loop of the AWS SDK that sweeps it at the same calls a second.</summary>
internal sealed class IdleBench(BenchSettings settings, TextWriter output) : Bench(settings, output)
{
    private const string List = "ListStreamSessions";

    /// <summary>As much as may be had of twenty calls a second: what either program does beside its calls counts least then.</summary>
    private const double LargestShare = 0.8;

    private const double CallsOfLargestShare = 16;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    public override async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var folder = await NodePackages.InstallAsync(cancellationToken);
        List<BenchRow> rows = [];
        foreach (var world in WorldsOr(new(1, 10_000), new(1, 100_000)))
        {
            await using var stage = new BenchStage(ProgramFolders.Built());
            var (ours, sweep) = await MeasureAsync(stage, world, $"{world} at rest", folder, SdkLoop.CallsPerSecond, cancellationToken);
            var isLarge = world.Sessions >= 100_000;
            rows.AddRange([
                new BenchRow($"{world} at rest, one page open, processors", "", ours.Of(one => one.Cores))
                {
                    Peer = "sweep",
                    Theirs = sweep.Of(one => one.Cores),
                    MostOurs = isLarge ? 0.03 : null,
                },
                new BenchRow($"{world} at rest, memory in the machine's", "MB", ours.Of(one => one.Megabytes))
                {
                    Peer = "sweep",
                    Theirs = sweep.Of(one => one.Megabytes),
                    MostOurs = isLarge ? 250 : null,
                },
                PageRow($"{world} at rest, processor for each page", ours, sweep),
            ]);
            if (!isLarge)
            {
                rows.Add(await BusyRowAsync(world, folder, cancellationToken));
            }
        }

        return rows;
    }

    /// <summary>The same with all the calls that may be had.</summary>
    private async Task<BenchRow> BusyRowAsync(FleetWorld world, string folder, CancellationToken cancellationToken)
    {
        await using var stage = new BenchStage(ProgramFolders.Built())
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["StreamOps__Live__ShareOfRateLimit"] = LargestShare.ToString(CultureInfo.InvariantCulture),
            },
        };
        var what = $"{world} at rest, {CallsOfLargestShare:0} calls a second";
        var (ours, sweep) = await MeasureAsync(stage, world, what, folder, CallsOfLargestShare, cancellationToken);
        return PageRow($"{what}, processor for each page", ours, sweep) with { MostRatio = 0.4 };
    }

    private async Task<(RestRounds Ours, RestRounds Sweep)> MeasureAsync(
        BenchStage stage,
        FleetWorld world,
        string what,
        string folder,
        double callsPerSecond,
        CancellationToken cancellationToken
    )
    {
        await stage.StartAsync(world, cancellationToken);
        await using var browser = await BenchBrowser.OpenAsync();
        var (ours, sweep) = (new RestRounds(), new RestRounds());
        await InTurn.RunAsync(
            what,
            ("ours", async () => ours.Add(await OursAsync(stage, browser, cancellationToken))),
            ("sweep", async () => sweep.Add(await LoopAsync(stage, folder, callsPerSecond, cancellationToken)))
        );
        return (ours, sweep);
    }

    private static BenchRow PageRow(string what, RestRounds ours, RestRounds sweep) =>
        new(what, "ms", ours.Of(one => one.PerPage))
        {
            Peer = "sweep",
            Theirs = sweep.Of(one => one.PerPage),
            Note =
                $"all that either program does meanwhile, by the {Pages(ours)} and {Pages(sweep)} pages that it read; the sweep's are full, of ours many list a status that few or none have",
        };

    private static string Pages(RestRounds rounds) => BenchRow.Number(rounds.Of(one => one.Pages).Median);

    private static async Task<Rest> OursAsync(BenchStage stage, BenchBrowser browser, CancellationToken cancellationToken)
    {
        await browser.OpenLiveAsync(stage.Queue);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        await stage.Emulator.CountCallsAsync(List);
        var before = await stage.Gauge.ReadAsync();
        await Task.Delay(Span, TimeProvider.System, cancellationToken);
        var after = await stage.Gauge.ReadAsync();
        var pages = await stage.Emulator.CountCallsAsync(List);
        await browser.LeaveAsync();
        return new Rest(
            after.Processor - before.Processor,
            TimeProvider.System.GetElapsedTime(before.At, after.At),
            pages,
            after.ResidentBytes
        );
    }

    private static async Task<Rest> LoopAsync(BenchStage stage, string folder, double callsPerSecond, CancellationToken cancellationToken)
    {
        await using var loop = SdkLoop.Start(folder, stage.Service, SdkLoop.Sweep, callsPerSecond);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        var (pages, start, before) = (loop.Pages, TimeProvider.System.GetTimestamp(), loop.Cost);
        await Task.Delay(Span, TimeProvider.System, cancellationToken);
        var after = loop.Cost;
        return new Rest(
            after.Processor - before.Processor,
            TimeProvider.System.GetElapsedTime(start),
            loop.Pages - pages,
            after.ResidentBytes
        );
    }

    /// <summary>A program over a while in which nothing happened.</summary>
    private sealed record Rest(TimeSpan Processor, TimeSpan Lasted, int Pages, long ResidentBytes)
    {
        public double Cores => Processor / Lasted;

        public double Megabytes => ResidentBytes / 1048576.0;

        public double PerPage => Processor.TotalMilliseconds / Pages;
    }

    private sealed class RestRounds
    {
        private readonly List<Rest> _rounds = [];

        /// <returns>Processors.</returns>
        public double Add(Rest round)
        {
            _rounds.Add(round);
            return round.Cores;
        }

        public Spread Of(Func<Rest, double> figure) => new([.. _rounds.Select(figure)]);
    }
}

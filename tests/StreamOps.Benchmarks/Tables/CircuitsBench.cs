using StreamOps.Benchmarks.Crowds;
using StreamOps.Benchmarks.Gauges;
using StreamOps.Benchmarks.Peers;
using StreamOps.Benchmarks.Results;
using StreamOps.Benchmarks.Stages;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Tables;

/// <summary>What a change on the queue costs for each operator who watches it, and what an operator's page holds; beside it a plain hub, a MudDataGrid and a page that says hello.</summary>
internal sealed class CircuitsBench(BenchSettings settings, TextWriter output) : Bench(settings, output)
{
    /// <summary>Rows that stand before anything is measured: with those of a round they are no more than a page shows.</summary>
    private const int Standing = 20;

    private const int NewRows = 5;

    /// <summary>An even number, and more often than the runtime counts until it compiles anew what is called often.</summary>
    private const int WarmingChanges = 60;

    /// <summary>More pages of these change nothing in what one of them costs; and beyond so many a MudDataGrid takes all that there is.</summary>
    private const int MostGrids = 200;
    private const int MostHellos = 800;

    private static readonly TimeSpan GhostsGo = TimeSpan.FromSeconds(12);

    public override async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        List<BenchRow> rows = [];
        foreach (var world in WorldsOr(new(1, 1_000), new(1, 10_000), new(1, 100_000)))
        {
            await using var stage = new BenchStage(ProgramFolders.Built());
            await stage.StartAsync(world, cancellationToken);
            var waiting = await stage.Emulator.DropAsync(Standing);
            await using var claiming = await ClaimingOperator.OpenAsync(stage.Queue, waiting[0], cancellationToken);
            await using var hub = new PeerServer();
            await using var grid = new PeerServer();
            await using var hello = new PeerServer();
            foreach (var peer in new[] { hub, grid, hello })
            {
                await peer.StartAsync(cancellationToken);
            }

            await using var ours = new CircuitCrowd(stage.Queue);
            await using var hubs = new HubCrowd(hub.At(PeerApp.Hub), PeerApp.Changed);
            await using var grids = new CircuitCrowd(grid.At(GridPage.Address));
            await using var hellos = new CircuitCrowd(hello.At(HelloPage.Address));
            await grids.GrowAsync(1, cancellationToken);
            await hubs.GrowAsync(1, cancellationToken);
            await WarmAsync(claiming, hub, grid);
            var heap = await HeldPages.BeginAsync(stage.Gauge, ours, cancellationToken);
            var gridHeap = await HeldPages.BeginAsync(grid.Gauge, grids, cancellationToken);
            var helloHeap = await HeldPages.BeginAsync(hello.Gauge, hellos, cancellationToken);
            foreach (var count in Settings.Circuits)
            {
                await ours.GrowAsync(count, cancellationToken);
                await hubs.GrowAsync(count, cancellationToken);
                await grids.GrowAsync(Math.Min(count, MostGrids), cancellationToken);
                await hellos.GrowAsync(Math.Min(count, MostHellos), cancellationToken);
                await Task.Delay(GhostsGo, TimeProvider.System, cancellationToken);
                // An even number: whoever was claimed is released in the end.
                var claims = Costs(stage.Gauge, ours, Math.Max(2, Settings.Changes / 2 * 2), async () => (await claiming.PressAsync()).At);
                List<string> came = [];
                var arrivals = Costs(stage.Gauge, ours, NewRows, () => DropOneAsync(stage, came));
                var plain = Costs(hub.Gauge, hubs, Settings.Changes, hub.ChangeAsync);
                var tables = Costs(grid.Gauge, grids, Settings.Changes, grid.ChangeAsync);
                var what = $"{world}, {ours.Count:N0} pages";
                var spreads = await InTurn.RunAsync(
                    what,
                    ("a claim", () => claims.MeasureAsync(cancellationToken)),
                    ("plain hub", () => plain.MeasureAsync(cancellationToken)),
                    ("MudDataGrid", () => tables.MeasureAsync(cancellationToken)),
                    ("a new row", () => ArriveAsync(stage, arrivals, came, cancellationToken)),
                    ("heap of a page", heap.MeasureAsync),
                    ("heap of Hello", helloHeap.MeasureAsync),
                    ("heap of MudDataGrid", gridHeap.MeasureAsync)
                );
                var note = ours.Count < count ? $"{count:N0} were wanted, and the rest refused: {ours.Refusal}" : "";
                rows.AddRange(ChangeRows(what, note, world, claims, arrivals, plain, tables));
                rows.AddRange(PressedRows(what, count, claims, plain));
                rows.AddRange([
                    new BenchRow($"{what}, live heap of a page", "KB", spreads[4])
                    {
                        Peer = "Hello",
                        Theirs = spreads[5],
                        MostOurs = 250,
                        MostRatio = 2,
                    },
                    new BenchRow($"{what}, live heap of a page", "KB", spreads[4]) { Peer = "MudDataGrid", Theirs = spreads[6] },
                ]);
            }
        }

        return rows;
    }

    /// <summary>What the runtime compiles on its way to the best form is no change's cost.</summary>
    private static async Task WarmAsync(ClaimingOperator claiming, PeerServer hub, PeerServer grid)
    {
        for (var change = 0; change < WarmingChanges; change++)
        {
            await claiming.PressAsync();
            await hub.ChangeAsync();
            await grid.ChangeAsync();
        }
    }

    private static IReadOnlyList<BenchRow> ChangeRows(
        string what,
        string note,
        FleetWorld world,
        ChangeCosts claims,
        ChangeCosts arrivals,
        ChangeCosts plain,
        ChangeCosts tables
    ) =>
        [
            new BenchRow($"{what}, processor for each operator and change in place", "ms", claims.Of(cost => cost.CpuMilliseconds))
            {
                Peer = "plain hub",
                Theirs = plain.Of(cost => cost.CpuMilliseconds),
                MostOurs = world.Sessions >= 100_000 ? 0.2 : 0.15,
                MostRatio = 2.5,
                Note = note,
            },
            new BenchRow($"{what}, processor for each operator and change in place", "ms", claims.Of(cost => cost.CpuMilliseconds))
            {
                Peer = "MudDataGrid",
                Theirs = tables.Of(cost => cost.CpuMilliseconds),
                MostRatio = 0.1,
            },
            new BenchRow($"{what}, processor for each operator and new row", "ms", arrivals.Of(cost => cost.CpuMilliseconds)),
            new BenchRow($"{what}, allocated for each operator and change in place", "KB", claims.Of(cost => cost.AllocatedKilobytes))
            {
                Peer = "MudDataGrid",
                Theirs = tables.Of(cost => cost.AllocatedKilobytes),
            },
            new BenchRow($"{what}, payload of a change in place", "B", claims.Of(cost => cost.Bytes))
            {
                Peer = "plain hub",
                Theirs = plain.Of(cost => cost.Bytes),
                MostOurs = 400,
            },
            new BenchRow($"{what}, payload of a change in place", "B", claims.Of(cost => cost.Bytes))
            {
                Peer = "MudDataGrid",
                Theirs = tables.Of(cost => cost.Bytes),
            },
            new BenchRow($"{what}, payload of a new row", "B", arrivals.Of(cost => cost.Bytes)) { MostOurs = 1_500 },
            new BenchRow($"{what}, batches of a change in place", "", claims.Of(cost => cost.Messages)) { MostOurs = 1 },
        ];

    private static IReadOnlyList<BenchRow> PressedRows(string what, int count, ChangeCosts claims, ChangeCosts plain) =>
        [
            new BenchRow($"{what}, press to the first batch at each page, 99th percentile", "ms", claims.Of(cost => cost.P99Milliseconds))
            {
                Peer = "plain hub",
                Theirs = plain.Of(cost => cost.P99Milliseconds),
                MostOurs = count >= 2_000 ? 250 : null,
                Note = $"the watchers themselves keep {BenchRow.Number(claims.Of(cost => cost.WatcherCores).Median)} processors busy",
            },
            new BenchRow($"{what}, changes that were not heard within a second", "%", claims.Of(cost => cost.Missed * 100))
            {
                MostOurs = 0,
            },
        ];

    private static ChangeCosts Costs(Gauge gauge, Crowd crowd, int changes, Func<Task<long>> changeAsync) =>
        new(gauge, crowd, changes, changeAsync);

    private static async Task<long> DropOneAsync(BenchStage stage, List<string> came)
    {
        var at = TimeProvider.System.GetTimestamp();
        came.AddRange(await stage.Emulator.DropAsync(1));
        return at;
    }

    /// <summary>New rows, which go again before the next way begins: none of those that stand is pushed off the page.</summary>
    private static async Task<double> ArriveAsync(
        BenchStage stage,
        ChangeCosts arrivals,
        List<string> came,
        CancellationToken cancellationToken
    )
    {
        var cost = await arrivals.MeasureAsync(cancellationToken);
        foreach (var session in came)
        {
            await stage.Emulator.EndAsync(session);
        }

        came.Clear();
        await Task.Delay(GhostsGo, TimeProvider.System, cancellationToken);
        return cost;
    }
}

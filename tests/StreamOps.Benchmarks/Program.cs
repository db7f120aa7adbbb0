using System.Globalization;
using StreamOps.Benchmarks;
using StreamOps.Benchmarks.Lists;
using StreamOps.Benchmarks.Machines;
using StreamOps.Benchmarks.Offers;
using StreamOps.Benchmarks.Peers;
using StreamOps.Benchmarks.Results;
using StreamOps.Benchmarks.Tables;

// Run by hand: dotnet run -c Release --project tests/StreamOps.Benchmarks -- delay
if (args is ["--urls", var address, PeerApp.Verb])
{
    await PeerApp.RunAsync(address);
    return 0;
}

if (args is ["offers", .. var numbers])
{
    return OfferRun.Run(numbers) ? 0 : 1;
}

if (args is ["pages", .. var sessions])
{
    await PageCosts.MeasureAsync(sessions is [var many] ? int.Parse(many, CultureInfo.InvariantCulture) : 10_000);
    return 0;
}

if (args is not [var command, .. var asked] || BenchSettings.Read(asked) is not { } settings)
{
    await Console.Error.WriteLineAsync(BenchSettings.Usage);
    return 2;
}

var output = Console.Out;
Bench? bench = command switch
{
    "delay" => new DelayBench(settings, output),
    "drop" => new DropBench(settings, output),
    "circuits" => new CircuitsBench(settings, output),
    "idle" => new IdleBench(settings, output),
    "sessions" => new SessionsBench(settings, output),
    "start" => new StartBench(settings, output),
    "rescue" => new RescueBench(settings, output),
    "soak" => new SoakBench(settings, output),
    _ => null,
};
if (bench is null)
{
    await Console.Error.WriteLineAsync(BenchSettings.Usage);
    return 2;
}

using var ended = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    ended.Cancel();
};
await using var machine = new Machine();
var rows = await bench.RunAsync(ended.Token);
var table = new BenchTable(command, await machine.ReadAsync(), rows);
await Kept.WriteAsync(table, settings.WritesPage, ended.Token);
foreach (var line in table.Lines())
{
    await output.WriteLineAsync(line);
}

return rows.All(row => row.IsReached ?? true) ? 0 : 1;

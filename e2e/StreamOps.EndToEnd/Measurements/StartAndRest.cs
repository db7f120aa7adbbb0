using System.Diagnostics;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Measurements;

/// <summary>What the dashboard costs: time to the first painted queue, CPU and memory. Run by name; prints, asserts little.</summary>
public sealed class StartAndRest(ChromiumBrowser browser)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(60);

    [Fact(Explicit = true)]
    public async Task From_process_start_to_the_first_painted_queue()
    {
        await using var emulator = new EmulatorServer("busy-evening");
        await emulator.StartAsync();
        for (var run = 1; run <= 5; run++)
        {
            await using var dashboard = new DashboardServer(emulator);
            await using var operatorBrowser = await OperatorBrowser.OpenAsync(browser, dashboard.Address, options: null);
            var start = TimeProvider.System.GetTimestamp();
            dashboard.Launch();
            await dashboard.UntilLiveAsync();
            var served = TimeProvider.System.GetElapsedTime(start);
            var queue = new QueuePage(operatorBrowser.Page);
            await operatorBrowser.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Commit });
            await queue.Rows.First.WaitForAsync();
            await operatorBrowser.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            Print(
                $"start {run}: serving after {served.TotalMilliseconds:0} ms, queue painted after {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:0} ms"
            );
        }
    }

    [Theory(Explicit = true)]
    [InlineData("quiet")]
    [InlineData("busy-evening")]
    public async Task Of_the_dashboard_with_one_operator_for_a_minute(string scenario)
    {
        await using var emulator = new EmulatorServer(scenario);
        await emulator.StartAsync();
        await using var dashboard = new DashboardServer(emulator);
        await dashboard.StartAsync();
        await dashboard.UntilReadyAsync();
        await using var operatorBrowser = await OperatorBrowser.OpenAsync(browser, dashboard.Address, options: null);
        await new QueuePage(operatorBrowser.Page).OpenAsync();
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);

        var before = Read(dashboard.Process);
        await Task.Delay(Span, TimeProvider.System, TestContext.Current.CancellationToken);
        var after = Read(dashboard.Process);

        Print(
            $"{scenario}: CPU {(after.Cpu - before.Cpu) / Span:P2} of one core, memory {after.Bytes / 1048576.0:0} MB ({before.Bytes / 1048576.0:0} MB before)"
        );
        Assert.True(after.Cpu > before.Cpu);
    }

    private static (TimeSpan Cpu, long Bytes) Read(Process process)
    {
        process.Refresh();
        return (process.TotalProcessorTime, process.WorkingSet64);
    }

    private static void Print(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}

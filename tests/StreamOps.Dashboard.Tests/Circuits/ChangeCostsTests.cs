using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;
using StreamOps.Testing;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>What a page of fifty rows is sent for one change: how often, and how much.</summary>
public sealed class ChangeCostsTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const int Rows = 49;

    private readonly List<int> _batches = [];

    private DateTimeOffset Now => shared.Dashboard.Services.GetRequiredService<FleetClock>().Now;

    [Fact]
    public async Task One_change_on_the_queue_is_one_drawing_and_says_little_else()
    {
        var waiting = Enumerable.Range(0, Rows).Select(n => Waiting($"row{n}", 300 + n)).ToList();
        shared.Dashboard.Publish(APicture.Fleet([.. waiting]));
        await using var page = await OpenAsync("/");

        var claimed = await ChangeAsync(page, ClaimAsync);
        var released = await ChangeAsync(page, ReleaseAsync);
        var known = await ChangeAsync(page, () => PublishAsync([.. waiting[..^1], Known(waiting[^1])]));
        var arrived = await ChangeAsync(page, () => PublishAsync([.. waiting[..^1], Known(waiting[^1]), Waiting("late", 400)]));

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"claimed {Told(claimed)}, released {Told(released)}, timeout known {Told(known)}, arrived {Told(arrived)}"
        );
    }

    [Fact]
    public async Task One_change_on_Sessions_is_one_drawing_of_one_row()
    {
        var playing = Enumerable.Range(0, 60).Select(n => Playing($"play{n}", n)).ToList();
        shared.Dashboard.Publish(APicture.Fleet([.. playing]));
        await using var page = await OpenAsync("/sessions");

        var lost = await ChangeAsync(page, () => PublishAsync([Lost(playing[0]), .. playing[1..]]));
        var ending = await ChangeAsync(page, () => PublishAsync([Lost(playing[0]), Ending(playing[1]), .. playing[2..]]));
        var arrived = await ChangeAsync(page, () => PublishAsync([Playing("anew", -1), Lost(playing[0]), Ending(playing[1]), .. playing[2..]]));

        TestContext.Current.TestOutputHelper!.WriteLine($"lost {Told(lost)}, ending {Told(ending)}, arrived {Told(arrived)}");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sessions")]
    public async Task Throwaway_cpu(string path)
    {
        var waiting = Enumerable.Range(0, 50).Select(n => Waiting($"row{n}", 900 + n)).ToList();
        shared.Dashboard.Publish(APicture.Fleet([.. waiting]));
        List<HeadlessCircuit> pages = [];
        for (var n = 0; n < 40; n++)
        {
            var page = await HeadlessCircuit.OpenAsync(new Uri(shared.Dashboard.Address, path), new CookieContainer());
            await page.SettleAsync();
            pages.Add(page);
        }

        for (var round = 0; round < 3; round++)
        {
            var cpu = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
            var before = pages.Sum(page => page.Batches);
            for (var n = 0; n < 20; n++)
            {
                await (n % 2 == 0 ? ClaimAsync() : ReleaseAsync());
                await Task.Delay(250, TimeProvider.System);
            }

            cpu = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime - cpu;
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{path}: {cpu.TotalMilliseconds / 20 / pages.Count:0.000} ms a change and page, {(pages.Sum(page => page.Batches) - before) / 20.0 / pages.Count:0.00} batches"
            );
        }

        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }
    }

    private static string Told(IReadOnlyList<int> batches) => $"{string.Join(" + ", batches)} B";

    private async Task<HeadlessCircuit> OpenAsync(string path)
    {
        var page = await HeadlessCircuit.OpenAsync(new Uri(shared.Dashboard.Address, path), new CookieContainer());
        await QuietAsync(page);
        page.Drawn = batch =>
        {
            lock (_batches)
            {
                _batches.Add(batch.Length);
            }
        };
        return page;
    }

    /// <summary>The batches that a change came to.</summary>
    private async Task<IReadOnlyList<int>> ChangeAsync(HeadlessCircuit page, Func<Task> changeAsync)
    {
        lock (_batches)
        {
            _batches.Clear();
        }

        var before = page.Batches;
        await changeAsync();
        await CircuitScene.UntilAsync(() => page.Batches > before, "The page is drawn.");
        await QuietAsync(page);
        lock (_batches)
        {
            return [.. _batches];
        }
    }

    // What comes a moment later belongs to it, too.
    private static async Task QuietAsync(HeadlessCircuit page)
    {
        await page.SettleAsync();
        for (var seen = -1; seen != page.Batches; )
        {
            seen = page.Batches;
            await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System);
        }
    }

    private async Task ClaimAsync() =>
        Assert.IsType<ClaimResult.Done>(
            await shared.Dashboard.Services.GetRequiredService<ClaimDesk>().ClaimAsync(A.Arn("row7"), Actor.Unproven("Mara"))
        );

    private async Task ReleaseAsync() =>
        Assert.IsType<ClaimResult.Done>(
            await shared.Dashboard.Services.GetRequiredService<ClaimDesk>().ReleaseAsync(A.Arn("row7"), Actor.Unproven("Mara"))
        );

    private Task PublishAsync(LiveStreamSession[] sessions)
    {
        var next = APicture.Fleet(sessions);
        shared.Dashboard.Publish(shared.Dashboard.Fleet.Current with { Sessions = next.Sessions });
        return Task.CompletedTask;
    }

    private LiveStreamSession Waiting(string id, int secondsLeft)
    {
        var waiting = APicture.Waiting(id, secondsLeft);
        return waiting with
        {
            Session = waiting.Session with { CreatedAt = Now.AddMinutes(-5), LastUpdatedAt = Now },
            StatusSinceEarliest = Now,
            StatusSinceLatest = Now,
            Window = waiting.Window! with
            {
                EnteredEarliest = Now,
                EnteredExpected = Now,
                EnteredLatest = Now,
                ConnectionTimeout = TimeSpan.FromSeconds(secondsLeft),
            },
        };
    }

    private static LiveStreamSession Known(LiveStreamSession waiting) =>
        waiting with { Window = waiting.Window! with { ConnectionTimeout = waiting.Window.ConnectionTimeout + TimeSpan.FromMilliseconds(200) } };

    private LiveStreamSession Playing(string id, int minutes)
    {
        var session = APicture.Session(id);
        return session with { Session = session.Session with { CreatedAt = Now.AddMinutes(-60 - minutes) } };
    }

    private LiveStreamSession Lost(LiveStreamSession playing) =>
        Waiting(playing.Arn.Id, 300) with { Session = playing.Session.In(Operations.GameLift.StreamSessionStatus.PendingClientReconnection) };

    private static LiveStreamSession Ending(LiveStreamSession playing) =>
        playing with { Session = playing.Session.In(Operations.GameLift.StreamSessionStatus.Terminating) };
}

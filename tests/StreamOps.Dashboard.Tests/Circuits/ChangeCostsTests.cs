using System.Net;
using System.Text.Json.Nodes;
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

        Tell(("claimed", claimed, 1_150), ("given back", released, 900), ("another deadline", known, 600), ("arrived", arrived, 4_000));
    }

    [Fact]
    public async Task One_change_on_Sessions_is_one_drawing_of_one_row()
    {
        var playing = Enumerable.Range(0, 60).Select(n => Playing($"play{n}", n)).ToList();
        shared.Dashboard.Publish(APicture.Fleet([.. playing]));
        long? list = null;
        await using var page = await OpenAsync(
            "/sessions",
            (script, arguments) =>
            {
                list = script.EndsWith("Virtualize.init", StringComparison.Ordinal) ? ObjectIn(arguments) : list;
                return null;
            }
        );
        // What the script of the list says once it has measured: some twenty rows are in view.
        Assert.True(await page.InvokeAsync("OnSpacerAfterVisible", list!.Value, "[2640,2640,900]"));
        await QuietAsync(page);
        Assert.Contains("session=play0", page.Told, StringComparison.Ordinal);

        var lost = await ChangeAsync(page, () => PublishAsync([Lost(playing[0]), .. playing[1..]]));
        var ending = await ChangeAsync(page, () => PublishAsync([Lost(playing[0]), Ending(playing[1]), .. playing[2..]]));
        Tell(("lost", lost, 2_500), ("ending", ending, 1_600));
    }

    [Fact]
    [Trait("Row", "F24")]
    public async Task What_is_taken_back_before_the_first_is_on_the_screen_is_taken_back_on_the_screen_too()
    {
        shared.Dashboard.Publish(APicture.Fleet([.. Enumerable.Range(0, Rows).Select(n => Waiting($"row{n}", 300 + n))]));
        await using var page = await OpenAsync("/");
        var isFree = false;
        page.Drawn = batch => isFree = batch.AsSpan().IndexOf("nobody"u8) >= 0;

        page.Acknowledges = false;
        await ClaimAsync();
        await CircuitScene.UntilAsync(() => page.Told.Contains("holder", StringComparison.Ordinal), "The claim is drawn.");
        await ReleaseAsync();
        await page.CatchUpAsync();

        await CircuitScene.UntilAsync(() => isFree, "Nobody has the player in hand.");
    }

    /// <summary>Each change is one batch, and no more than so many bytes.</summary>
    private static void Tell(params IReadOnlyList<(string Change, IReadOnlyList<int> Batches, int Most)> changes)
    {
        var told = string.Join(", ", changes.Select(change => $"{change.Change} {string.Join(" + ", change.Batches)} B"));
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        Assert.All(changes, change => Assert.True(change.Batches is [var bytes] && bytes <= change.Most, told));
    }

    private static long ObjectIn(string arguments) =>
        JsonNode.Parse(arguments)!.AsArray().OfType<JsonObject>().First(node => node.ContainsKey("__dotNetObject"))[
            "__dotNetObject"
        ]!.GetValue<long>();

    private async Task<HeadlessCircuit> OpenAsync(string path, Func<string, string, string?>? script = null)
    {
        var page = await HeadlessCircuit.OpenAsync(new Uri(shared.Dashboard.Address, path), new CookieContainer(), script);
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
        waiting with
        {
            Window = waiting.Window! with { ConnectionTimeout = waiting.Window.ConnectionTimeout + TimeSpan.FromMilliseconds(200) },
        };

    private LiveStreamSession Playing(string id, int minutes)
    {
        var session = APicture.Session(id);
        return session with { Session = session.Session with { CreatedAt = Now.AddMinutes(-60 - minutes) } };
    }

    private LiveStreamSession Lost(LiveStreamSession playing) =>
        Waiting(playing.Arn.Id, 300) with
        {
            Session = playing.Session.In(Operations.GameLift.StreamSessionStatus.PendingClientReconnection),
        };

    private static LiveStreamSession Ending(LiveStreamSession playing) =>
        playing with
        {
            Session = playing.Session.In(Operations.GameLift.StreamSessionStatus.Terminating),
        };
}

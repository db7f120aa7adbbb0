using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A player is lost, and whoever looks at the queue knows at once.</summary>
[Collection<SecondStage>]
public sealed class DropJourney(Stage stage) : Journey<Stage>(stage)
{
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_drop_is_in_the_queue_within_three_seconds_and_its_clock_runs()
    {
        var queue = new QueuePage(Page);
        await queue.OpenAsync();

        var session = await Emulator.DropAnyAsync();
        await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION", (float)SeenWithin.TotalSeconds);

        var first = await queue.Row(session).TimeLeftAsync();
        await Expect(queue.Row(session).Clock).Not.ToHaveTextAsync($"{first:m\\:ss}");
        var later = await queue.Row(session).TimeLeftAsync();
        Assert.InRange(first, TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(120));
        Assert.True(later < first, $"{first} became {later}.");
    }

    [Fact]
    public async Task The_tab_says_how_many_wait_and_how_long_the_worst_has()
    {
        await new QueuePage(Page).OpenAsync();

        await Emulator.DropAnyAsync();

        await Expect(Page).ToHaveTitleAsync(Waiting());
    }

    [Fact]
    public async Task The_nearest_deadline_stands_first()
    {
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        var first = await Emulator.DropAnyAsync();
        await queue.Row(first).ToBeAsync("PENDING_CLIENT_RECONNECTION");

        var second = await Emulator.DropAnyAsync();
        await queue.Row(second).ToBeAsync("PENDING_CLIENT_RECONNECTION");

        var order = await queue.Rows.EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.sessionId)");
        Assert.True(Array.IndexOf(order, first) < Array.IndexOf(order, second));
    }

    [Fact]
    public async Task Two_tabs_see_the_same_change()
    {
        var other = await Operator.OpenTabAsync();
        await new QueuePage(Page).OpenAsync();
        await new QueuePage(other).OpenAsync();

        var session = await Emulator.DropAnyAsync();

        await new QueuePage(Page).Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION", (float)SeenWithin.TotalSeconds);
        await new QueuePage(other).Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION", (float)SeenWithin.TotalSeconds);
    }

    private static System.Text.RegularExpressions.Regex Waiting() =>
        new(@"^\(\d+\) \d+:\d\d", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}

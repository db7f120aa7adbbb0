using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Ten thousand sessions, and the list still answers the hand.</summary>
public sealed class CrowdJourney(CrowdedStage stage) : Journey<CrowdedStage>(stage)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task The_list_scrolls_to_its_end_at_once_and_holds_only_what_is_seen()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();
        var first = await sessions.FirstSessionAsync();

        var took = await TimedAsync(async () =>
        {
            await Page.Mouse.MoveAsync(700, 600);
            await Page.Mouse.WheelAsync(0, 10_000_000);
            await Expect(sessions.Row(first).Self).ToBeHiddenAsync();
            await Expect(sessions.Rows.First).ToBeVisibleAsync();
        });

        Assert.True(took < AtOnce, $"Scrolling took {took}.");
        Assert.InRange(await sessions.Rows.CountAsync(), 5, 200);
    }

    [Fact]
    public async Task A_search_finds_one_of_ten_thousand_at_once()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();
        var lost = await Emulator.DropAnyAsync();
        await Page.GetByText("10000 sessions").WaitForAsync();

        var took = await TimedAsync(async () =>
        {
            await sessions.Search.FillAsync(lost);
            await Expect(sessions.Rows).ToHaveCountAsync(1);
        });

        Assert.True(took < AtOnce, $"The search took {took}.");
    }

    [Fact]
    public async Task A_drop_among_ten_thousand_is_seen_within_three_seconds()
    {
        var queue = new QueuePage(Page);
        await queue.OpenAsync();

        var session = await Emulator.DropAnyAsync();

        await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION", 3);
    }

    private static async Task<TimeSpan> TimedAsync(Func<Task> act)
    {
        var start = TimeProvider.System.GetTimestamp();
        await act();
        return TimeProvider.System.GetElapsedTime(start);
    }
}

using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Ten thousand sessions, and the list still answers the hand.</summary>
public sealed class CrowdJourney(CrowdedStage stage) : Journey<CrowdedStage>(stage), IClassFixture<CrowdedStage>
{
    // Told in the output; the bound only catches what no hand would wait for, on a busy machine too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task The_list_scrolls_to_its_end_and_holds_only_what_is_seen()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();
        var first = await sessions.FirstSessionAsync();

        await TimedAsync(
            "scrolling to the end",
            async () =>
            {
                await Page.Mouse.MoveAsync(700, 600);
                await Page.Mouse.WheelAsync(0, 10_000_000);
                await Expect(sessions.Row(first).Self).ToBeHiddenAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
                await Expect(sessions.Rows.First).ToBeVisibleAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
            }
        );

        Assert.InRange(await sessions.Rows.CountAsync(), 5, 200);
    }

    [Fact]
    public async Task A_search_finds_one_of_ten_thousand()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();
        var lost = await Emulator.DropAnyAsync();
        await Page.GetByText("10000 sessions").WaitForAsync();

        await TimedAsync(
            "the search",
            async () =>
            {
                await sessions.Search.FillAsync(lost);
                await Expect(sessions.Rows).ToHaveCountAsync(1, new() { Timeout = (float)Patience.TotalMilliseconds });
            }
        );
    }

    [Fact]
    public async Task A_drop_among_ten_thousand_is_seen_within_three_seconds()
    {
        var queue = new QueuePage(Page);
        await queue.OpenAsync();

        var session = await Emulator.DropAnyAsync();

        await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION", 3);
    }

    private static async Task TimedAsync(string what, Func<Task> act)
    {
        var start = TimeProvider.System.GetTimestamp();
        await act();
        var took = TimeProvider.System.GetElapsedTime(start);
        TestContext.Current.TestOutputHelper!.WriteLine($"{what} took {took.TotalMilliseconds:0} ms");
        Assert.True(took < Patience, $"{what} took {took}.");
    }
}

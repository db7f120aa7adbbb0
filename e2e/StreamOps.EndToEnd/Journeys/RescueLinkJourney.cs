using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A player's picture is lost, and comes back in the player's own browser: by link, by code, and by the game's own page.</summary>
[Collection<LinkedStage>]
public sealed class RescueLinkJourney(RescueStage stage) : RescueJourneys(stage)
{
    [Fact]
    public async Task By_a_link_rung_by_rung_until_the_picture_runs_in_the_player_s_browser()
    {
        var (session, client) = await PlayAsync();
        var seen = await client.FrameAsync();
        await client.UntilFrameAfterAsync(seen + 10);
        await LoseAsync(session, client);
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION", 20);
        var frame = await Stage.Host.FrameAsync(session);
        await queue.Row(session).Self.FocusAsync();
        await Page.Keyboard.PressAsync("l");
        var lane = new SendLinkLane(Page);
        var link = await lane.ReadCopiedAsync();
        Assert.StartsWith($"{Stage.Dashboard.PlayerAddress}/rescue#", link, StringComparison.Ordinal);
        await lane.WatchLadderAsync();

        var player = await OpenPlayerAsync(link);
        await player.ToShowAsync("welcome");
        await Expect(lane.Step("link opened")).ToHaveAttributeAsync("data-rung", "full");
        await player.Continue.ClickAsync();

        await UntilBackAsync(player, session, frame);
        await Expect(player.Sentence).ToHaveTextAsync("You are back in your game.");
        var since = await lane.FullSinceAsync();
        Assert.Equal(6, since.Count);
        Assert.Equal(since.Order(), since);
        Assert.True(since[0] > 0 && since[^1] > since[0], $"The rungs came all at once: {string.Join(' ', since)}.");
        await new RescuePanel(Page).UntilRecoveredAsync();
        await Expect(new RescuePanel(Page).CopyAnswer).ToBeHiddenAsync();
        Assert.Single((await LedgerAsync()).CallsOf("CreateStreamSessionConnection", session));
    }

    [Fact]
    public async Task A_press_waits_until_the_page_listens()
    {
        var session = await LoseAsync();
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await queue.Row(session).Rescue.ClickAsync();
        await Expect(new SendLinkLane(Page).CopyLink).ToBeVisibleAsync();
        await Page.RouteAsync(
            "**/js/app.*.js",
            async route =>
            {
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
                await route.ContinueAsync();
            }
        );

        await Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });

        Assert.NotEmpty(await new SendLinkLane(Page).CopyAsync());
    }

    [Fact]
    public async Task By_the_code_that_is_read_aloud()
    {
        var session = await LoseAsync();
        var frame = await Stage.Host.FrameAsync(session);
        var (_, lane) = await SendLinkAsync(session);
        var code = await lane.Code.InnerTextAsync();
        Assert.Matches("^[0-9A-Z]{3}-[0-9A-Z]{3}$", code);

        var player = await OpenPlayerAsync();
        await player.TypeCodeAsync(code.ToLowerInvariant());
        await player.Continue.ClickAsync();

        await UntilBackAsync(player, session, frame);
    }

    [Fact]
    public async Task By_the_game_s_own_page_without_a_click_of_the_player()
    {
        var (session, client) = await PlayAsync();
        await client.Button("Lose connection").ClickAsync();
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
        await client.UntilPhaseAsync("lost");
        var frame = await Stage.Host.FrameAsync(session);
        var panel = new RescuePanel(Page);
        await panel.OpenAsync(session);

        await new SendLinkLane(Page).RescueOpenPage.ClickAsync();

        await client.UntilPhaseAsync("playing");
        await client.UntilFrameAfterAsync(frame);
        await UntilAsync(session, "CONNECTED");
        await panel.UntilRecoveredAsync();
        await Expect(new SendLinkLane(Page).Step("picture")).ToHaveAttributeAsync("data-rung", "full");
    }

    [Fact]
    public async Task By_the_game_s_own_page_when_a_link_is_made_and_again_after_the_next_loss()
    {
        var (session, client) = await PlayAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await client.Button("Lose connection").ClickAsync();
            await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
            var frame = await Stage.Host.FrameAsync(session);
            var queue = new QueuePage(Page);
            await queue.OpenAsync();
            await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION");
            await SendLinkAsync(session);

            await client.UntilPhaseAsync("playing");
            await client.UntilFrameAfterAsync(frame);
            await UntilAsync(session, "CONNECTED");
        }
    }
}

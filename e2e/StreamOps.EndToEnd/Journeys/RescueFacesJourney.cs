using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>What comes after the picture, or in its place: the page says it, and goes on where it can.</summary>
[Collection<LinkedStage>]
public sealed class RescueFacesJourney(RescueStage stage) : RescueJourneys(stage)
{
    private const string TakeNoAnswerOnce = """
        if (!sessionStorage.getItem("was-here")) {
          sessionStorage.setItem("was-here", "yes");
          RTCPeerConnection.prototype.setRemoteDescription = () => new Promise(() => {});
        }
        """;

    [Fact]
    public async Task A_session_that_support_ends_says_so()
    {
        var (session, player, _) = await BringBackAsync();

        await Stage.Backend.TerminateAsync(await Emulator.ArnAsync(session));

        await player.ToShowAsync("ended");
        await Expect(player.Sentence).ToHaveTextAsync("The session was ended by us. Please start again.");
    }

    [Fact]
    public async Task A_session_in_which_nobody_plays_says_so()
    {
        var session = await LoseAsync();
        var (link, _) = await SendLinkAsync(session);
        // A client's idle time begins when it connects.
        await Emulator.SetAsync(new { idleTimeoutSeconds = 3 });
        try
        {
            var player = await OpenPlayerAsync(link);
            await player.Continue.ClickAsync();

            await player.ToShowAsync("ended");
            await Expect(player.Sentence).ToHaveTextAsync("The game closed because nobody was playing.");
        }
        finally
        {
            await Emulator.SetAsync(new { idleTimeoutSeconds = 3600 });
        }
    }

    [Fact]
    public async Task A_picture_that_is_lost_again_comes_back_in_the_open_rescue_page_without_a_new_link()
    {
        var (session, player, _) = await BringBackAsync();
        var panel = new RescuePanel(Page);
        await panel.UntilRecoveredAsync();
        await Emulator.DropAsync(session);
        await player.ToShowAsync("lost");
        await Expect(player.Sentence).ToHaveTextAsync("The connection was lost again.");
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await Expect(queue.Row(session).Self).ToContainTextAsync("the rescue page is still open");
        var frame = await Stage.Host.FrameAsync(session);

        await player.TryAgain.ClickAsync();
        await player.ToShowAsync("asked");
        await Expect(queue.Row(session).Self).ToContainTextAsync("its player asks");
        await queue.Row(session).Rescue.ClickAsync();
        await new SendLinkLane(Page).RescueOpenPage.ClickAsync();

        await UntilBackAsync(player, session, frame);
        await panel.UntilRecoveredAsync();
    }

    [Fact]
    public async Task A_rescue_page_that_is_reloaded_tells_the_truth_and_is_asked_like_one_that_was_not()
    {
        var (session, player, _) = await BringBackAsync();
        await new RescuePanel(Page).UntilRecoveredAsync();

        await player.Page.ReloadAsync();

        await player.ToShowAsync("lost");
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
        var frame = await Stage.Host.FrameAsync(session);
        await new RescuePanel(Page).OpenAsync(session);
        await new SendLinkLane(Page).RescueOpenPage.ClickAsync();
        await UntilBackAsync(player, session, frame);
    }

    [Fact]
    public async Task A_player_who_asked_to_come_back_need_not_ask_again_after_a_reload()
    {
        var (session, player, _) = await BringBackAsync();
        await new RescuePanel(Page).UntilRecoveredAsync();
        await Emulator.DropAsync(session);
        await player.ToShowAsync("lost");
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
        await player.TryAgain.ClickAsync();
        await player.ToShowAsync("asked");

        await player.Page.ReloadAsync();

        await player.ToShowAsync("asked");
        var frame = await Stage.Host.FrameAsync(session);
        await new RescuePanel(Page).OpenAsync(session);
        await Expect(new RescuePanel(Page).Self).ToContainTextAsync("Its player asked to come back");
        await new SendLinkLane(Page).RescueOpenPage.ClickAsync();
        await UntilBackAsync(player, session, frame);
    }

    [Fact]
    public async Task What_the_page_finds_before_it_is_continued_reaches_the_panel_within_two_seconds()
    {
        var session = await LoseAsync();
        var (link, lane) = await SendLinkAsync(session);
        var player = await OpenPlayerAsync();
        await player.Page.AddInitScriptAsync(
            "RTCRtpReceiver.getCapabilities = () => ({ codecs: [{ mimeType: 'video/VP8' }], headerExtensions: [] });"
        );
        await player.OpenAsync("about:blank");
        await player.OpenAsync(link);
        await player.ToShowAsync("browser");

        // Whoever opened it: the link is nobody's before somebody goes on.
        await Expect(lane.Self.GetByText("A browser that opened the link (Chrome, Linux) cannot play H.264."))
            .ToBeVisibleAsync(new() { Timeout = 2_000 });
        await Expect(lane.Step("link opened")).ToHaveAttributeAsync("data-rung", "full");
    }

    [Fact]
    public async Task A_page_that_is_reloaded_with_its_answer_at_hand_makes_a_new_offer()
    {
        var session = await LoseAsync();
        var frame = await Stage.Host.FrameAsync(session);
        var (link, lane) = await SendLinkAsync(session);
        var player = await OpenPlayerAsync();
        await player.Page.AddInitScriptAsync(TakeNoAnswerOnce);
        await player.OpenAsync("about:blank");
        await player.OpenAsync(link);
        await player.Continue.ClickAsync();
        await Expect(lane.Step("API accepted")).ToHaveAttributeAsync("data-rung", "full");

        await player.Page.ReloadAsync();
        await player.Continue.ClickAsync();

        await UntilBackAsync(player, session, frame);
        await Expect(lane.Step("picture")).ToHaveAttributeAsync("data-rung", "full", new() { Timeout = 15_000 });
        var calls = (await LedgerAsync()).CallsOf("CreateStreamSessionConnection", session).ToList();
        Assert.Equal(2, calls.Count(call => call.StatusCode == 200));
        Assert.Equal(2, calls.Select(call => call.ClientToken).Distinct(StringComparer.Ordinal).Count());
    }

    private async Task<(string Session, PlayerPage Player, string Link)> BringBackAsync()
    {
        var session = await LoseAsync();
        var frame = await Stage.Host.FrameAsync(session);
        var (link, _) = await SendLinkAsync(session);
        var player = await OpenPlayerAsync(link);
        await player.Continue.ClickAsync();
        await UntilBackAsync(player, session, frame);
        return (session, player, link);
    }
}

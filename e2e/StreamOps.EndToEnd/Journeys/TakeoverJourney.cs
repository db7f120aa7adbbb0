using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>What settings change: offers that wait for a yes, a players' page without a Web SDK, and the operator's own browser in the player's place.</summary>
[Collection<RescuedStage>]
public sealed class TakeoverJourney(RescueStage stage) : RescueJourneys(stage)
{
    private const string Name = "Ines Duarte";

    [Fact]
    public async Task A_takeover_is_not_offered_unless_it_is_switched_on()
    {
        var session = await LoseAsync();
        var page = await OpenPlainOperatorAsync();
        var panel = new RescuePanel(page);

        await panel.OpenAsync(session);

        await Expect(panel.Send).ToBeVisibleAsync();
        await Expect(new TakeoverLane(page).Self).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Switched_on_the_operator_s_own_browser_shows_the_player_s_picture_and_plays()
    {
        var session = await LoseAsync();
        var frame = await Stage.Host.FrameAsync(session);
        // It gathers candidates like a player's browser.
        await Operator.Context.GrantPermissionsAsync(["camera", "microphone"]);
        await new RescuePanel(Page).OpenAsync(session);
        var takeover = new TakeoverLane(Page);

        await takeover.BeginAsync("The player asked for it on the telephone.");

        await Expect(takeover.End).ToBeVisibleAsync();
        await takeover.Picture.UntilFrameAfterAsync(Stage.FrameCodeScript, frame);
        await UntilAsync(session, "CONNECTED");
        // Keys that are shortcuts elsewhere, Escape first of all, are the game's too.
        foreach (var key in (string[])["l", "Escape", "ArrowUp"])
        {
            await Page.Keyboard.PressAsync(key);
        }

        await Expect(Stage.Host.Card(session)).ToHaveAttributeAsync("data-rail", "0");
        await Expect(takeover.End).ToBeVisibleAsync();
        await takeover.End.ClickAsync();
        await Expect(takeover.Self).ToContainTextAsync("The takeover has ended.");
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
    }

    [Fact]
    public async Task Without_a_Web_SDK_plain_WebRTC_brings_the_picture_back_once_the_operator_says_yes()
    {
        var session = await LoseAsync();
        var frame = await Stage.Host.FrameAsync(session);
        var page = await OpenPlainOperatorAsync();
        var (link, lane) = await SendLinkAsync(session, page);
        var player = await OpenPlayerAsync(link, await Stage.PlainDashboardAsync());
        await player.Continue.ClickAsync();
        await player.ToShowAsync("confirming");
        await Expect(player.Sentence).ToHaveTextAsync("Support is about to let you in.");
        Assert.Empty((await LedgerAsync()).CallsOf("CreateStreamSessionConnection", session));

        await lane.SendOffer.ClickAsync();

        await UntilBackAsync(player, session, frame);
        await Expect(lane.Step("picture")).ToHaveAttributeAsync("data-rung", "full", new() { Timeout = 15_000 });
    }

    private async Task<IPage> OpenPlainOperatorAsync()
    {
        var dashboard = await Stage.PlainDashboardAsync();
        var browser = await OpenAsync(() => Stage.OpenNamedAsync(dashboard, Name));
        await browser.Context.AddInitScriptAsync(OperatorBrowser.Patience);
        return browser.Page;
    }
}

using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A player who was brought back by link, and whose network is away for a while: what can come back by itself is not thrown away.</summary>
[Collection<RescuedStage>]
public sealed class PlayerOutageJourney(RescueStage stage) : RescueJourneys(stage)
{
    private const string CountConnections = """
        window.connections = { made: 0, closed: 0 };
        window.RTCPeerConnection = class extends RTCPeerConnection {
          constructor(...settings) {
            super(...settings);
            connections.made++;
          }
          close() {
            connections.closed++;
            super.close();
          }
        };
        """;

    [Fact]
    public async Task After_seven_seconds_the_same_connection_goes_on()
    {
        await using var browser = await KillableBrowser.StartAsync();
        var (session, player) = await BringBackAsync(browser);
        var before = await ConnectionsAsync(player);
        var frame = await Stage.Host.FrameAsync(session);

        await browser.WithoutNetworkAsync(
            TimeSpan.FromSeconds(7),
            async () =>
            {
                await player.ToShowAsync("standing");
                await Expect(player.Sentence)
                    .ToHaveTextAsync("The picture stands still. Your game is still there, please keep this page open.");
            }
        );

        await player.ToShowAsync("playing");
        await player.Picture.UntilFrameAfterAsync(Stage.FrameCodeScript, frame + 7);
        Assert.Equal(before, await ConnectionsAsync(player));
        var ledger = await LedgerAsync();
        Assert.Single(ledger.CallsOf("CreateStreamSessionConnection", session));
        Assert.Single(ledger.TransitionsTo("PENDING_CLIENT_RECONNECTION", session));
    }

    [Fact]
    public async Task After_twenty_five_seconds_it_is_lost_and_one_click_brings_the_picture_back_into_the_same_page()
    {
        await using var browser = await KillableBrowser.StartAsync();
        var (session, player) = await BringBackAsync(browser);

        await browser.WithoutNetworkAsync(TimeSpan.FromSeconds(25), () => player.ToShowAsync("standing"));
        await player.ToShowAsync("lost");
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION", seconds: 30);
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await Expect(queue.Row(session).Self).ToContainTextAsync("the rescue page is still open");
        var frame = await Stage.Host.FrameAsync(session);
        await queue.Row(session).Rescue.ClickAsync();
        await new SendLinkLane(Page).RescueOpenPage.ClickAsync();

        await UntilBackAsync(player, session, frame);
        await new RescuePanel(Page).UntilRecoveredAsync();
        Assert.Equal(2, (await LedgerAsync()).CallsOf("CreateStreamSessionConnection", session).Count());
    }

    protected override async ValueTask TidyAsync()
    {
        await Emulator.SetAsync(new { clientLostAfterSeconds = RescueStage.Patience });
        await base.TidyAsync();
    }

    private async Task<(string Session, PlayerPage Player)> BringBackAsync(KillableBrowser browser)
    {
        var session = await LoseAsync();
        var frame = await Stage.Host.FrameAsync(session);
        var (link, _) = await SendLinkAsync(session);
        // As patient as a service that waits for a while; told with each answer.
        await Emulator.SetAsync(new { clientLostAfterSeconds = 20 });
        var opened = await browser.OpenAsync("about:blank");
        await opened.Page.AddInitScriptAsync(CountConnections);
        var player = new PlayerPage(opened.Page, Stage.Dashboard.PlayerAddress);
        await player.OpenAsync(link);
        await player.Continue.ClickAsync();
        await UntilBackAsync(player, session, frame);
        await new RescuePanel(Page).UntilRecoveredAsync();
        return (session, player);
    }

    private static Task<string> ConnectionsAsync(PlayerPage player) =>
        player.Page.EvaluateAsync<string>("() => JSON.stringify(connections)");
}

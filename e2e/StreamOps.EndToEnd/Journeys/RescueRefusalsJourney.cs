using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A link that may not bring the player back says exactly why, and the operator sees what was tried.</summary>
[Collection<LinkedStage>]
public sealed class RescueRefusalsJourney(RescueStage stage) : RescueJourneys(stage)
{
    [Fact]
    public async Task A_second_browser_is_refused_until_the_operator_allows_it()
    {
        var session = await LoseAsync();
        var frame = await Stage.Host.FrameAsync(session);
        var (link, lane) = await SendLinkAsync(session);
        var first = await OpenPlayerAsync(link);
        await first.ToShowAsync("welcome");
        // It spends the link, and never gets an offer done: the link is used, and nobody is back.
        await first.Page.EvaluateAsync("() => { RTCPeerConnection.prototype.createOffer = () => new Promise(() => {}); }");
        await first.Continue.ClickAsync();
        await first.ToShowAsync("connecting");

        var second = await OpenPlayerAsync(link);

        await second.ToShowAsync("used");
        await Expect(second.Sentence).ToHaveTextAsync("This link is already used in another browser. Please go back to that one.");
        await Expect(new RescuePanel(Page).Self).ToContainTextAsync("A second browser tried the link");
        await lane.AllowSecond.ClickAsync();
        await Expect(lane.AllowSecond).ToBeHiddenAsync();
        await first.ToShowAsync("used");
        await second.TryAgain.ClickAsync();
        await second.Continue.ClickAsync();
        await UntilBackAsync(second, session, frame);
    }

    [Fact]
    public async Task A_link_ends_with_its_window()
    {
        var (session, client) = await PlayAsync(timeoutSeconds: 12);
        // All is ready when the window opens: on a busy machine it is short.
        await new QueuePage(Page).OpenAsync();
        await LoseAsync(session, client);
        var (link, _) = await SendLinkAsync(session);
        var player = await OpenPlayerAsync(link);
        await player.ToShowAsync("welcome");
        await Expect(player.Clock).ToBeVisibleAsync();

        await player.ToShowAsync("late");

        await Expect(player.Sentence).ToHaveTextAsync("The game could not wait longer. Please start it again.");
        var later = await OpenPlayerAsync(link);
        await later.ToShowAsync("late");
        Assert.Empty((await LedgerAsync()).CallsOf("CreateStreamSessionConnection", session));
    }

    [Fact]
    public async Task A_revoked_link_is_closed_where_it_is_open_and_where_it_is_opened()
    {
        var session = await LoseAsync();
        var (link, lane) = await SendLinkAsync(session);
        var player = await OpenPlayerAsync(link);
        await player.ToShowAsync("welcome");

        await lane.Revoke.ClickAsync();

        await player.ToShowAsync("closed");
        await Expect(player.Sentence).ToHaveTextAsync("Support has closed this link. Please ask for a new one.");
        await (await OpenPlayerAsync(link)).ToShowAsync("closed");
        await Expect(lane.Self).ToContainTextAsync($"revoked by {RescueStage.OperatorName}");
    }

    [Fact]
    public async Task A_new_link_closes_the_one_that_was_opened_and_asks_first()
    {
        var session = await LoseAsync();
        var (link, lane) = await SendLinkAsync(session);
        Assert.Equal(link, await lane.CopyAsync());
        var player = await OpenPlayerAsync(link);
        await player.ToShowAsync("welcome");
        await Expect(lane.Step("link opened")).ToHaveAttributeAsync("data-rung", "full");

        await lane.NewLink.ClickAsync();
        await Expect(lane.Self).ToContainTextAsync("A new link closes it for them.");
        await lane.ReplaceLink.ClickAsync();

        await player.ToShowAsync("closed");
        await Expect(lane.Words).ToHaveTextAsync("Copied. Send it to the player.");
        Assert.NotEqual(link, await lane.ReadCopiedAsync());
    }
}

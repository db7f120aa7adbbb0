using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A player's offer is ready while somebody else than who asked for it has them in hand: it waits for their yes, and all three read that.</summary>
[Collection<LinkedStage>]
public sealed class ClaimedOffersJourney(RescueStage stage) : RescueJourneys(stage)
{
    private const string OtherName = "Jo Kim";
    private const string SaidNo = $"{Hosting.Stage.OperatorName} said no to the offer. Nothing was sent.";

    [Fact]
    public async Task The_offer_of_a_colleagues_link_waits_for_the_holder_whose_no_is_told_and_whose_yes_is_one_call_and_the_picture()
    {
        var session = await LoseAsync();
        var frame = await Stage.Host.FrameAsync(session);
        var other = await OpenOtherAsync();
        var (link, theirs) = await SendLinkAsync(session, other.Page);
        await TakeClaimAsync(session);
        var player = await OpenPlayerAsync(link);
        await player.Continue.ClickAsync();

        await player.ToShowAsync("confirming");
        await Expect(Asked(Page)).ToContainTextAsync($"The player opened the link of {OtherName}, and their offer is healthy. Send it?");
        await Expect(Asked(other.Page)).ToContainTextAsync($"it waits for the yes of {Hosting.Stage.OperatorName}, who is on it");
        await Expect(Asked(other.Page).GetByRole(AriaRole.Button)).ToHaveCountAsync(0);

        await Asked(Page).Locator("[data-decline-link-offer]").ClickAsync();
        await Expect(theirs.Self.Locator("[data-offer-stop]")).ToHaveTextAsync(SaidNo);
        await player.ToShowAsync("declined");
        Assert.Empty((await LedgerAsync()).CallsOf("CreateStreamSessionConnection", session));

        // Nobody would take the answer to what the page offered before it was loaded anew.
        await player.TryAgain.ClickAsync();
        await Expect(Asked(Page).Locator("[data-no-before]")).ToBeVisibleAsync();
        await player.Page.ReloadAsync();
        await Expect(Asked(Page)).ToHaveCountAsync(0);
        await player.Continue.ClickAsync();

        await Asked(Page).Locator("[data-send-offer]").ClickAsync();
        await UntilBackAsync(player, session, frame);
        Assert.Single((await LedgerAsync()).CallsOf("CreateStreamSessionConnection", session));
    }

    [Fact]
    public async Task The_offer_of_an_open_page_that_a_colleague_asked_waits_for_the_holder_whose_no_leaves_the_page_to_be_asked_anew()
    {
        var (session, client) = await PlayAsync();
        // The page is slow: its offer comes when somebody else has the claim.
        var isClaimed = new TaskCompletionSource();
        await client.Page.RouteAsync(
            "**/stand-by/offers",
            async route =>
            {
                await isClaimed.Task;
                await route.ContinueAsync();
            }
        );
        await client.Button("Lose connection").ClickAsync();
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
        var frame = await Stage.Host.FrameAsync(session);
        var other = await OpenOtherAsync();
        var (theirs, mine) = (new SendLinkLane(other.Page), new SendLinkLane(Page));
        await new RescuePanel(other.Page).OpenAsync(session);
        await theirs.RescueOpenPage.ClickAsync();
        await TakeClaimAsync(session);
        isClaimed.SetResult();

        await Expect(OfPage(Page)).ToContainTextAsync($"{OtherName} asked the player's open page, and its offer is ready. Send it?");
        await Expect(OfPage(other.Page))
            .ToContainTextAsync($"The offer of the player's open page waits for the yes of {Hosting.Stage.OperatorName}.");
        await OfPage(Page).Locator("[data-decline-page-offer]").ClickAsync();
        await Expect(new ClaimBar(other.Page).Self.Locator("[data-page-offer-stop]")).ToHaveTextAsync(SaidNo);
        Assert.Empty((await LedgerAsync()).CallsOf("CreateStreamSessionConnection", session));

        await mine.RescueOpenPage.ClickAsync();
        await client.UntilPhaseAsync("playing");
        await client.UntilFrameAfterAsync(frame);
        Assert.Single((await LedgerAsync()).CallsOf("CreateStreamSessionConnection", session));
    }

    private static ILocator Asked(IPage page) => page.Locator("aside.panel [data-offer-waits]");

    private static ILocator OfPage(IPage page) => page.Locator("aside.panel [data-page-offer-waits]");

    private async Task<OperatorBrowser> OpenOtherAsync() => await OpenAsync(() => Stage.OpenNamedAsync(Stage.Dashboard, OtherName));

    /// <summary>The first operator has the player in hand, whoever had before.</summary>
    private async Task TakeClaimAsync(string session)
    {
        var bar = new ClaimBar(Page);
        await Page.GotoAsync($"/?rescue={session}");
        await new Shell(Page).UntilInteractiveAsync();
        await bar.Take.Or(bar.Toggle).ClickAsync();
        // What a colleague holds is asked about once; what has lapsed is not.
        await Expect(bar.TakeIt.Or(bar.Mine)).ToBeVisibleAsync();
        if (await bar.TakeIt.IsVisibleAsync())
        {
            await bar.TakeIt.ClickAsync();
        }

        await Expect(bar.Mine).ToBeVisibleAsync();
    }
}

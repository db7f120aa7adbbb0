using StreamOps.Operations.Acts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Claims;

namespace StreamOps.Operations.Tests.Players;

/// <summary>A page that is loaded anew while an offer of it waits or is under way: nobody is there any more who would take that one's answer.</summary>
public class ReloadedPageTests
{
    private static readonly Actor Mara = Actor.Unproven("Mara");
    private static readonly Actor Jon = Actor.Unproven("Jon");

    [Fact]
    public async Task What_an_open_page_posted_before_waits_for_no_yes_and_it_is_asked_for_another()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        using var reads = Gate.Before(stage, "GetStreamSession");
        var posting = stage.OfferAsync(page.Pass);
        await reads.ReachedAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);

        await stage.Players.StandByAsync(stage.Ticket(), PlayerStage.Page(), "Chrome, Linux", default);
        reads.Open();
        await posting;

        Assert.Null(stage.StandBys.Current[stage.Session].OfferFrom);
        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(page.Pass));
        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        Assert.Empty(stage.Rescue.Connections);
    }

    [Fact]
    public async Task What_an_open_page_posted_before_is_not_sent_and_it_is_asked_for_another()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        using var reads = Gate.Before(stage, "GetStreamSession");
        var posting = stage.OfferAsync(page.Pass);
        await reads.ReachedAsync();

        await stage.Players.StandByAsync(stage.Ticket(), PlayerStage.Page(), "Chrome, Linux", default);
        reads.Open();
        await posting;

        Assert.Empty(stage.Rescue.Connections);
        Assert.Equal("", stage.StandBys.Current[stage.Session].OfferStop);
        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(page.Pass));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(page.Pass));
    }

    [Fact]
    public async Task A_closed_link_keeps_no_offer()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync("Jon"));
        stage.Rescue.Service.OnCall = async (call, _) =>
        {
            await stage.LinkDesk.RevokeAsync(stage.Link.Id, Jon);
            throw new GameLiftException(ApiErrorCode.Throttling, call.Operation, "As scripted.") { HttpStatus = 429 };
        };

        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(pass));

        Assert.False((await stage.LinkSteps.Ledger.FindAsync(stage.Link.Id))!.IsOfferWaiting);
        Assert.NotNull(stage.Link.RevokedAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_offer_that_got_its_yes_is_not_sent_any_more_and_its_page_is_asked_for_another(bool isReadable)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(page.Pass));
        using var reads = Gate.Before(stage, "GetStreamSession");
        var passes = stage.Rescue.Service.OnCall;
        stage.Rescue.Service.OnCall = async (call, stop) =>
        {
            await passes(call, stop);
            if (!isReadable)
            {
                throw new GameLiftException(ApiErrorCode.Throttling, call.Operation, "As scripted.") { HttpStatus = 429 };
            }
        };
        var confirming = stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default);
        await reads.ReachedAsync();

        await stage.Players.StandByAsync(stage.Ticket(), PlayerStage.Page(), "Chrome, Linux", default);
        reads.Open();

        Assert.IsType<CommandResult.Refused>(await confirming);
        Assert.Empty(stage.Rescue.Connections);
        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(page.Pass));
    }

    [Fact]
    public async Task The_offer_of_a_link_s_page_waits_no_more()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync("Jon");
        var pass = await stage.SpendAsync(made);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));

        var entry = await stage.OpenAsync(made, isLoadedAnew: true);

        Assert.Equal(PlayerPhase.OfferWanted, Assert.IsType<PlayerEntry.Admitted>(entry).State.Phase);
        Assert.False(stage.Link.IsOfferWaiting);
        Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Mara, default));
        Assert.Empty(stage.Rescue.Connections);
    }

    [Fact]
    public async Task Another_browser_that_opens_the_link_takes_no_offer_away()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync("Jon");
        var pass = await stage.SpendAsync(made);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));

        await stage.OpenAsync(made, page: "b", isLoadedAnew: true);

        Assert.True(stage.Link.IsOfferWaiting);
    }

    [Fact]
    public async Task Another_tab_of_its_browser_takes_no_offer_away()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync("Jon");
        var pass = await stage.SpendAsync(made);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));

        var entry = await stage.OpenAsync(made);

        Assert.True(stage.Link.IsOfferWaiting);
        Assert.Equal(PlayerPhase.WaitingForSupport, Assert.IsType<PlayerEntry.Admitted>(entry).State.Phase);
        Assert.Equal(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(pass));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_link_s_page_posted_before_neither_waits_nor_is_sent(bool isClaimed)
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync("Jon");
        var pass = await stage.SpendAsync(made);
        using var reads = Gate.Before(stage, "GetStreamSession");
        var posting = stage.OfferAsync(pass);
        await reads.ReachedAsync();
        if (isClaimed)
        {
            await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        }

        await stage.OpenAsync(made, isLoadedAnew: true);
        reads.Open();

        Assert.IsType<OfferReply.NotTaken>(await posting);
        Assert.Equal((false, ""), (stage.Link.IsOfferWaiting, stage.Link.OfferStop));
        Assert.Empty(stage.Rescue.Connections);
        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(pass));
    }
}

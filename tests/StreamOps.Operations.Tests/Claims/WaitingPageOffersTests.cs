using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Operations.Tests.Store;

namespace StreamOps.Operations.Tests.Claims;

/// <summary>The offer of an open page that waits for the yes of who has the player in hand: what happens to it meanwhile.</summary>
public class WaitingPageOffersTests
{
    private static readonly Actor Mara = Actor.Unproven("Mara");
    private static readonly Actor Jon = Actor.Unproven("Jon");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_outlives_a_line_that_breaks_and_comes_back(bool isOldLineGoneFirst)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        if (isOldLineGoneFirst)
        {
            await page.DisposeAsync();
        }

        await using var again = await page.AgainAsync(stage);

        Assert.Equal(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(page.Pass));
        await page.DisposeAsync();
        Assert.Equal(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(page.Pass));
        Assert.Equal("Jon", stage.StandBys.Current[stage.Session].OfferFrom!.Name);
        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        Assert.Single(stage.Rescue.Connections);
        Assert.NotNull(await stage.AnswerAsync(page.Pass));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_told_of_a_page_outlives_a_line_that_breaks_and_comes_back(bool isOldLineGoneFirst)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        await stage.StandByDesk.DeclineAsync(stage.Session, Mara);
        await stage.Players.ReportAsync(page.Pass, PlayerStage.Page(), PlayerTrouble.NoConnection, default);
        if (isOldLineGoneFirst)
        {
            await page.DisposeAsync();
        }

        await using var again = await page.AgainAsync(stage);
        await page.DisposeAsync();

        var here = stage.StandBys.Current[stage.Session];
        Assert.Equal((ClaimWords.SaidNo("Mara"), PlayerTrouble.NoConnection), (here.OfferStop, here.Trouble));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_that_is_loaded_again_makes_another_and_the_closed_one_is_never_sent(bool isOldLineGoneFirst)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        if (isOldLineGoneFirst)
        {
            await page.DisposeAsync();
        }

        var entry = await stage.Players.StandByAsync(stage.Ticket(), PlayerStage.Page(), "Chrome, Linux", default);
        await using var again = await page.AgainAsync(stage);

        Assert.Equal(PlayerPhase.OfferWanted, Assert.IsType<PlayerEntry.Admitted>(entry).State.Phase);
        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(page.Pass));
        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        Assert.Empty(stage.Rescue.Connections);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(page.Pass));
        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        Assert.Equal("Mara", stage.Rescue.Attempt.Operator);
    }

    [Fact]
    public async Task While_it_is_being_sent_its_page_waits_on_and_nobody_says_no_to_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        using var reads = Gate.Before(stage, "GetStreamSession");

        var sending = stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default);
        await reads.ReachedAsync();

        Assert.Equal(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(page.Pass));
        Assert.Null(stage.StandBys.Current[stage.Session].OfferFrom);
        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.DeclineAsync(stage.Session, Mara));
        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        reads.Open();
        Assert.IsType<CommandResult.Accepted>(await sending);
        Assert.Single(stage.Rescue.Connections);
        Assert.NotEqual(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(page.Pass));
    }

    /// <summary>A page whose offer, that Jon asked for, waits for Mara's yes.</summary>
    private static async Task<StandingPage> WaitingAsync(PlayerStage stage)
    {
        var page = await StandingPage.AskedAsync(stage, Jon);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(page.Pass));
        return page;
    }
}

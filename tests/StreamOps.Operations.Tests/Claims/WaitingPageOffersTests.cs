using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;
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
        var refused = Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.DeclineAsync(stage.Session, Mara));
        Assert.Equal(ClaimWords.UnderWay, refused.Reason);
        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        reads.Open();
        Assert.IsType<CommandResult.Accepted>(await sending);
        Assert.Single(stage.Rescue.Connections);
        Assert.NotEqual(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(page.Pass));
    }

    [Fact]
    public async Task A_no_is_heard_while_it_is_only_about_to_go_by_itself()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        using var reads = Gate.Before(stage, "GetStreamSession");
        var sending = stage.StandByDesk.SendUnheldAsync(stage.StandBys.Current[stage.Session], default);
        await reads.ReachedAsync();

        Assert.Equal("Jon", stage.StandBys.Current[stage.Session].OfferFrom?.Name);
        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.DeclineAsync(stage.Session, Mara));
        reads.Open();
        await sending;

        Assert.Empty(stage.Rescue.Connections);
        Assert.Equal(ClaimWords.SaidNo("Mara"), stage.StandBys.Current[stage.Session].OfferStop);
        Assert.Equal(PlayerPhase.StandingBy, await stage.PhaseAsync(page.Pass));
    }

    [Fact]
    public async Task A_yes_is_heard_while_it_is_only_about_to_go_by_itself()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        using var reads = Gate.Before(stage, "GetStreamSession");
        var sending = stage.StandByDesk.SendUnheldAsync(stage.StandBys.Current[stage.Session], default);
        await reads.ReachedAsync();

        var confirming = stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default);
        await RescueStage.WaitForAsync(() => stage.StandBys.Current[stage.Session].OfferFrom is null, "it has its yes");
        reads.Open();
        await sending;

        Assert.IsType<CommandResult.Accepted>(await confirming);
        Assert.Single(stage.Rescue.Connections);
        Assert.Equal(("Mara", ""), (stage.Rescue.Attempt.Operator, stage.StandBys.Current[stage.Session].OfferStop));
    }

    [Fact]
    public async Task While_it_is_being_sent_its_page_is_asked_for_no_other()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        using var calls = Gate.Before(stage, "CreateStreamSessionConnection");
        var sending = stage.StandByDesk.SendUnheldAsync(stage.StandBys.Current[stage.Session], default);
        await calls.ReachedAsync();

        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.AskOpenPageAsync(stage.Session, Mara, default));
        await stage.MakeAsync("Mara");

        Assert.Equal("", stage.StandBys.Current[stage.Session].AskedBy);
        calls.Open();
        Assert.IsType<CommandResult.Accepted>(await sending);
        Assert.NotNull(await stage.AnswerAsync(page.Pass));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_an_offer_that_was_asked_for_is_being_sent_its_page_is_asked_for_no_other(bool isLineBroken)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        using var reads = Gate.Before(stage, "GetStreamSession");
        var offering = stage.OfferAsync(page.Pass);
        await reads.ReachedAsync();
        if (isLineBroken)
        {
            await page.DisposeAsync();
        }

        await using var again = isLineBroken ? await page.AgainAsync(stage) : null;
        var no = Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.AskOpenPageAsync(stage.Session, Jon, default));

        Assert.Equal(ClaimWords.UnderWay, no.Reason);
        Assert.NotEqual(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(page.Pass));
        Assert.Null(stage.StandBys.Current[stage.Session].OfferFrom);
        reads.Open();
        Assert.IsType<OfferReply.Answered>(await offering);
        Assert.NotNull(await stage.AnswerAsync(page.Pass));
        Assert.False(stage.PageOffers.IsOneTaken(stage.Session, epoch: null));
    }

    [Fact]
    public async Task What_could_not_be_sent_for_a_fault_holds_up_no_other_offer()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        stage.Rescue.Service.OnCall = (_, _) => throw new InvalidOperationException("As scripted.");

        await Assert.ThrowsAnyAsync<Exception>(() => stage.OfferAsync(page.Pass));

        stage.Rescue.Service.OnCall = (_, _) => Task.CompletedTask;
        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.AskOpenPageAsync(stage.Session, Jon, default));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(page.Pass));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_of_an_earlier_loss_stands_before_no_other(bool isConfirmed)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        stage.Show(StreamSessionStatus.PendingClientReconnection, epoch: PlayerStage.Epoch + 1);

        var here = stage.StandBys.Current[stage.Session];
        var behind = here with { Behind = here, PageHash = "another", Waiting = null, Epoch = PlayerStage.Epoch + 1 };

        Assert.Null(behind.In(PlayerStage.Epoch + 1).OfferFrom);
        if (isConfirmed)
        {
            await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
            var no = Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
            Assert.Equal(ClaimWords.NothingWaits, no.Reason);
        }
        else
        {
            Assert.Empty(stage.Unheld.Waiting());
        }
    }

    [Fact]
    public async Task A_page_that_is_away_for_a_moment_while_it_is_being_sent_is_asked_for_no_other()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        using var reads = Gate.Before(stage, "GetStreamSession");
        var confirming = stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default);
        await reads.ReachedAsync();
        await page.DisposeAsync();

        var isAsked = stage.Asks.Ask(stage.Session, PlayerStage.Epoch, Mara.Person, stage.Rescue.Clock.Now);
        var no = Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.DeclineAsync(stage.Session, Mara));

        Assert.Equal((false, ClaimWords.UnderWay), (isAsked, no.Reason));
        await using var again = await page.AgainAsync(stage);
        reads.Open();
        Assert.IsType<CommandResult.Accepted>(await confirming);
        Assert.Single(stage.Rescue.Connections);
    }

    [Fact]
    public async Task That_its_page_was_asked_for_no_other_after_all_is_in_the_record()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        using var reads = Gate.Before(stage, "GetStreamSession");
        var asking = stage.StandByDesk.AskOpenPageAsync(stage.Session, Mara, default);
        await reads.ReachedAsync();

        Assert.NotNull(stage.PageOffers.TakeWaiting(stage.Session, PlayerStage.Epoch));
        reads.Open();

        Assert.Equal(ClaimWords.UnderWay, Assert.IsType<CommandResult.Refused>(await asking).Reason);
        Assert.Equal(["asked", "asked", "refused"], await StandByAuditAsync(stage));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_nothing_is_sent_neither_yes_nor_no_is_kept_and_it_waits_on(bool isYes)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        stage.Rescue.Settings.ReadOnly = true;

        var refused = Assert.IsType<CommandResult.Refused>(
            isYes
                ? await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default)
                : await stage.StandByDesk.DeclineAsync(stage.Session, Mara)
        );

        Assert.Equal(StreamSessionActions.ReadOnly, refused.Reason);
        Assert.Equal("Jon", stage.StandBys.Current[stage.Session].OfferFrom?.Name);
        Assert.Equal(["asked", "refused"], await StandByAuditAsync(stage));
        Assert.Equal("", stage.StandBys.Current[stage.Session].OfferStop);
    }

    [Fact]
    public async Task It_outlives_that_an_ask_of_another_page_is_taken_back()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        await page.DisposeAsync();
        stage.Asks.Ask(stage.Session, PlayerStage.Epoch, Jon.Person, stage.Rescue.Clock.Now, StandByKind.RescuePage);

        stage.Asks.Drop((session, _) => session == stage.Session);

        await using var again = await page.AgainAsync(stage);
        Assert.Equal("Jon", stage.StandBys.Current[stage.Session].OfferFrom?.Name);
    }

    [Fact]
    public async Task It_waits_on_when_the_session_cannot_be_read_for_a_moment()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        Throttle(stage, isThrottled: true);
        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        Assert.Equal(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(page.Pass));
        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        await stage.StandByDesk.SendUnheldAsync(stage.StandBys.Current[stage.Session], default);

        Throttle(stage, isThrottled: false);
        await stage.StandByDesk.SendUnheldAsync(stage.StandBys.Current[stage.Session], default);

        Assert.Single(stage.Rescue.Connections);
        Assert.NotNull(await stage.AnswerAsync(page.Pass));
    }

    [Fact]
    public async Task An_offer_that_was_asked_for_waits_when_the_session_cannot_be_read_for_a_moment()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        Throttle(stage, isThrottled: true);

        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(page.Pass));

        Throttle(stage, isThrottled: false);
        Assert.Equal(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(page.Pass));
        await stage.StandByDesk.SendUnheldAsync(stage.StandBys.Current[stage.Session], default);
        Assert.Single(stage.Rescue.Connections);
        Assert.Equal("Jon", stage.Rescue.Attempt.Operator);
    }

    [Fact]
    public async Task An_offer_that_was_asked_for_is_sent_also_when_its_page_s_post_breaks_off()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        using var reads = Gate.Before(stage, "GetStreamSession");
        using var breaking = new CancellationTokenSource();
        var offering = stage.Players.OfferAsync(
            page.Pass,
            PlayerStage.Page(),
            new Offer(StreamOps.Testing.OfferText.Healthy().ToString()),
            breaking.Token
        );
        await reads.ReachedAsync();

        await breaking.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => offering);
        reads.Open();

        await RescueStage.WaitForAsync(() => stage.Rescue.Connections.Count == 1, "it is sent");
    }

    [Fact]
    public async Task A_page_that_is_away_for_a_moment_when_its_offer_has_to_wait_is_asked_again()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await page.DisposeAsync();

        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(page.Pass));

        await using var again = await page.AgainAsync(stage);
        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(page.Pass));
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(page.Pass));
    }

    [Fact]
    public async Task The_no_is_in_the_audit_however_much_was_refused_before()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage);
        for (var refused = 0; refused < RefusalShares.MostAMinute; refused++)
        {
            await stage.Rescue.Audit.NoteAsync(
                AuditEntries.StandBy(stage.Rescue.Fleet.ServiceNow, Mara.Person, stage.Session, AuditSteps.Refused, "No.")
            );
        }

        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.DeclineAsync(stage.Session, Mara));

        var entries = await stage.Rescue.Audit.ForSessionAsync(stage.Session, default);
        Assert.Single(entries, entry => entry.Reason == "The offer that Jon asked for.");
    }

    [Fact]
    public async Task Neither_yes_nor_no_counts_without_its_audit_entry()
    {
        LockableDisk? disk = null;
        var rescue = await RescueStage.OpenAsync(contexts: file => disk = new LockableDisk(file));
        await using var stage = await PlayerStage.OpenAsync(rescue);
        await using var page = await WaitingAsync(stage);
        disk!.IsReadOnly = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => stage.StandByDesk.DeclineAsync(stage.Session, Mara));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));

        disk.IsReadOnly = false;
        Assert.Equal(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(page.Pass));
        Assert.Equal("", stage.StandBys.Current[stage.Session].OfferStop);
        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        Assert.Equal(["asked", "allowed"], await StandByAuditAsync(stage));
    }

    /// <summary>A page whose offer, that Jon asked for, waits for Mara's yes.</summary>
    private static async Task<StandingPage> WaitingAsync(PlayerStage stage)
    {
        var page = await StandingPage.AskedAsync(stage, Jon);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(page.Pass));
        return page;
    }

    private static void Throttle(PlayerStage stage, bool isThrottled) =>
        stage.Rescue.Service.OnCall = (call, _) =>
            isThrottled && call.Operation == "GetStreamSession"
                ? throw new GameLiftException(ApiErrorCode.Throttling, call.Operation, "As scripted.") { HttpStatus = 429 }
                : Task.CompletedTask;

    private static async Task<IReadOnlyList<string>> StandByAuditAsync(PlayerStage stage) =>
        [
            .. (await stage.Rescue.Audit.ForSessionAsync(stage.Session, default))
                .Where(entry => entry.Action == AuditActions.StandBy)
                .Select(entry => entry.Step),
        ];
}

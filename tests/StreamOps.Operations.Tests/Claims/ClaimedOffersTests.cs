using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Players;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Claims;

/// <summary>An offer that is ready while somebody else has the player in hand waits for their yes.</summary>
public class ClaimedOffersTests
{
    private static readonly Actor Mara = Actor.Unproven("Mara");
    private static readonly Actor Jon = Actor.Unproven("Jon");
    private static readonly Offer Healthy = new(OfferText.Healthy().ToString());

    [Fact]
    public async Task A_pasted_offer_of_somebody_else_waits_and_goes_with_the_holders_yes_in_the_name_of_who_brought_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);

        var waits = Assert.IsType<CommandResult.Waits>(await SendAsync(stage, Jon));

        Assert.Equal("Mara", waits.Holder.Name);
        Assert.Empty(stage.Rescue.Connections);
        Assert.Equal("Jon", stage.Rescue.ClaimBoard.Current[stage.Session].OfferFrom!.Name);
        Assert.IsType<CommandResult.Accepted>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default));
        Assert.Single(stage.Rescue.Connections);
        Assert.Equal("Jon", stage.Rescue.Attempt.Operator);
        Assert.NotNull(await stage.Rescue.Answers.ReadAnswerAsync(stage.Rescue.Attempt.Id, Jon, default));
        Assert.Null(stage.Rescue.ClaimBoard.Current[stage.Session].OfferFrom);
        Assert.Equal(["made", "asked", "allowed"], await ClaimAuditAsync(stage));
    }

    [Fact]
    public async Task Two_yeses_send_it_once()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await SendAsync(stage, Jon);

        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default)))
        );

        Assert.Single(stage.Rescue.Connections);
    }

    [Fact]
    public async Task A_no_sends_nothing_and_nobody_but_the_holder_says_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await SendAsync(stage, Jon);

        Assert.IsType<CommandResult.Refused>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Jon, default));
        Assert.IsType<CommandResult.Accepted>(await stage.Rescue.ClaimedOffers.DeclineAsync(stage.Session, Mara));
        Assert.IsType<CommandResult.Refused>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default));

        Assert.Empty(stage.Rescue.Connections);
    }

    [Fact]
    public async Task Who_brought_an_offer_is_told_of_the_no_until_they_bring_another_or_the_claim_is_over()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await SendAsync(stage, Jon);
        Assert.Null(stage.Rescue.ClaimBoard.Current[stage.Session].DeclinedTo);

        await stage.Rescue.ClaimedOffers.DeclineAsync(stage.Session, Mara);

        var claim = stage.Rescue.ClaimBoard.Current[stage.Session];
        Assert.Null(claim.OfferFrom);
        Assert.True(claim.DeclinedTo!.Is(Jon.Person));
        await stage.Rescue.ClaimedOffers.SendAsync(stage.Session, new Offer(OfferText.Healthy().ToString()), Jon, default);
        Assert.Null(stage.Rescue.ClaimBoard.Current[stage.Session].DeclinedTo);
        await stage.Rescue.ClaimedOffers.DeclineAsync(stage.Session, Mara);
        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        Assert.Null(stage.Rescue.ClaimBoard.Current[stage.Session].DeclinedTo);
    }

    [Fact]
    public async Task An_offer_that_is_forgotten_with_its_lease_was_not_declined()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await SendAsync(stage, Jon);
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(31));
        var ledger = new ClaimLedger(stage.Rescue.Store);

        await ledger.EraseOffersAsync(stage.Rescue.Clock.Now, default);

        var claim = Assert.Single(await ledger.StandingAsync(stage.Rescue.Clock.Now.AddHours(-1), default));
        Assert.Equal((null, null), (claim.OfferFrom, claim.DeclinedTo));
    }

    [Fact]
    public async Task An_offer_goes_off_the_board_with_its_lease_and_a_step_beside_it_looks_again()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await SendAsync(stage, Jon);
        var ledger = new ClaimLedger(stage.Rescue.Store);
        var board = stage.Rescue.ClaimBoard;
        using var keeper = new ClaimKeeper(ledger, board, stage.Rescue.Clock, stage.Rescue.Time, NullLogger<ClaimKeeper>.Instance);
        await keeper.CleanAsync(default);
        var waiting = board.Current[stage.Session];
        Assert.NotNull(waiting.OfferFrom);
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(31));

        await keeper.CleanAsync(default);

        var claim = board.Current[stage.Session];
        Assert.Equal((null, null, "Mara"), (claim.OfferFrom, claim.DeclinedTo, claim.Operator));
        Assert.Null(claim.WaitingOffer);
        // By its version a step that began before knows that it has to look again.
        Assert.True((await ledger.FindAsync(stage.Session, waiting.WindowEpoch))!.Version > waiting.Version);
        Assert.IsType<ClaimResult.Done>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara));
        Assert.True(board.Current[stage.Session].StandsAt(stage.Rescue.Clock.Now));
    }

    [Fact]
    public async Task The_offer_of_an_open_page_waits_when_somebody_else_has_the_claim_by_then_and_their_yes_sends_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);

        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(page.Pass));

        Assert.Empty(stage.Rescue.Connections);
        Assert.Equal(PlayerPhase.WaitingForSupport, await stage.PhaseAsync(page.Pass));
        Assert.Equal("Jon", stage.StandBys.Current[stage.Session].OfferFrom!.Name);
        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.ConfirmAsync(stage.Session, Jon, default));
        await Task.WhenAll(stage.Unheld.Look());
        Assert.Empty(stage.Rescue.Connections);
        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        Assert.Single(stage.Rescue.Connections);
        Assert.Equal((OfferSource.StandBy, "Mara"), (stage.Rescue.Attempt.Source, stage.Rescue.Attempt.Operator));
        Assert.NotNull(await stage.AnswerAsync(page.Pass));
    }

    [Fact]
    public async Task The_offer_of_an_open_page_goes_by_itself_in_the_name_of_who_asked_once_nobody_has_the_claim_any_more()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await stage.OfferAsync(page.Pass);

        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        await Task.WhenAll(stage.Unheld.Look());

        Assert.Single(stage.Rescue.Connections);
        Assert.Equal("Jon", stage.Rescue.Attempt.Operator);
        Assert.NotNull(await stage.AnswerAsync(page.Pass));
    }

    [Fact]
    public async Task The_no_to_the_offer_of_an_open_page_is_told_to_who_asked_it_and_the_page_stands_by_again()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await stage.OfferAsync(page.Pass);

        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.DeclineAsync(stage.Session, Jon));
        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.DeclineAsync(stage.Session, Mara));

        Assert.Empty(stage.Rescue.Connections);
        Assert.Equal(ClaimWords.SaidNo("Mara"), stage.StandBys.Current[stage.Session].OfferStop);
        Assert.Equal(PlayerPhase.StandingBy, await stage.PhaseAsync(page.Pass));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_offer_of_an_open_page_is_nobodys_to_answer_once_the_player_is_back(bool isYes)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await stage.OfferAsync(page.Pass);
        var before = (await stage.Rescue.AuditStepsAsync()).Count;

        stage.Show(StreamSessionStatus.Connected);

        Assert.IsType<CommandResult.Refused>(
            isYes
                ? await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default)
                : await stage.StandByDesk.DeclineAsync(stage.Session, Mara)
        );
        Assert.Equal(before, (await stage.Rescue.AuditStepsAsync()).Count);
    }

    [Fact]
    public async Task The_offer_of_an_open_page_that_is_closed_goes_with_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await StandingPage.AskedAsync(stage, Jon);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await stage.OfferAsync(page.Pass);

        await page.DisposeAsync();

        Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.ConfirmAsync(stage.Session, Mara, default));
        Assert.Empty(stage.Rescue.Connections);
    }

    [Fact]
    public async Task The_offer_that_waits_is_on_the_disk_in_no_clear_word()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await SendAsync(stage, Jon);

        Assert.DoesNotContain("ice-pwd", stage.Rescue.File.BytesOnDisk());
    }

    [Fact]
    public async Task Who_holds_the_claim_sends_at_once_and_so_does_anybody_once_it_has_lapsed()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.IsType<CommandResult.Accepted>(await SendAsync(stage, Jon));
    }

    [Fact]
    public async Task A_link_offer_waits_when_somebody_else_has_the_claim_by_then_and_only_their_yes_sends_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync("Jon"));
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);

        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));

        Assert.True(stage.Link.IsOfferWaiting);
        Assert.Empty(stage.Rescue.Connections);
        Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Jon, default));
        Assert.True(stage.Link.IsOfferWaiting);
        Assert.IsType<CommandResult.Accepted>(await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Mara, default));
        Assert.False(stage.Link.IsOfferWaiting);
        Assert.Equal("Mara", stage.Rescue.Attempt.Operator);
    }

    [Fact]
    public async Task A_yes_to_a_link_offer_that_cannot_be_read_says_so_and_a_yes_to_none_that_none_waits()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.SpendAsync(await stage.MakeAsync("Jon"));

        var none = await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Jon, default);
        await stage.LinkSteps.TakeAsync(stage.Link, link => link with { WaitingOffer = [1, 2, 3] });
        var unreadable = await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Jon, default);

        Assert.Equal(ClaimWords.NothingWaits, Assert.IsType<CommandResult.Refused>(none).Reason);
        Assert.Equal(RescueRefusals.Unreadable, Assert.IsType<CommandResult.Refused>(unreadable).Reason);
    }

    [Fact]
    public async Task A_link_offer_goes_by_itself_in_its_makers_name_once_nobody_has_the_claim_any_more()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync("Jon"));
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await stage.OfferAsync(pass);
        await Task.WhenAll(stage.Unheld.Look());
        Assert.Empty(stage.Rescue.Connections);

        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        await Task.WhenAll(stage.Unheld.Look());

        Assert.Single(stage.Rescue.Connections);
        Assert.Equal("Jon", stage.Rescue.Attempt.Operator);
    }

    [Fact]
    public async Task The_no_to_a_link_offer_sends_nothing_says_who_and_lets_the_player_try_again()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync("Jon"));
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await stage.OfferAsync(pass);

        Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.DeclineAsync(stage.Link.Id, Jon));
        Assert.True(stage.Link.IsOfferWaiting);
        Assert.IsType<CommandResult.Accepted>(await stage.LinkOffers.DeclineAsync(stage.Link.Id, Mara));
        Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.DeclineAsync(stage.Link.Id, Mara));
        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        await Task.WhenAll(stage.Unheld.Look());

        Assert.Empty(stage.Rescue.Connections);
        Assert.Equal(ClaimWords.SaidNo("Mara"), stage.Link.OfferStop);
        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(pass));
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));
        Assert.Equal("", stage.Link.OfferStop);
        Assert.IsType<CommandResult.Accepted>(await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Jon, default));
        Assert.Single(stage.Rescue.Connections);
    }

    [Fact]
    public async Task An_offer_whose_call_hangs_is_begun_once_and_holds_up_no_other_look()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync("Jon"));
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await stage.OfferAsync(pass);
        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        var answers = new TaskCompletionSource();
        stage.Rescue.Service.OnCall = (call, _) => call.Operation == "CreateStreamSessionConnection" ? answers.Task : Task.CompletedTask;

        var begun = Assert.Single(stage.Unheld.Look());

        Assert.Empty(stage.Unheld.Look());
        Assert.False(begun.IsCompleted);
        answers.SetResult();
        await begun;
        Assert.Single(stage.Rescue.Connections);
    }

    [Fact]
    public async Task The_offer_with_the_nearest_deadline_is_begun_first()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.SpendAsync(await stage.MakeAsync("Jon"));
        var window = stage.Rescue.Snapshot.Sessions[stage.Session].Window!;
        foreach (var (id, timeout) in new[] { ("late", 600), ("soon", 60), ("unknown", 0), ("between", 240) })
        {
            var session = A.Arn(id);
            stage.Links.Publish(stage.Link with { Id = Guid.NewGuid(), Session = session, WaitingOffer = [1] });
            if (timeout > 0)
            {
                var live = stage.Rescue.Snapshot.Sessions[stage.Session] with
                {
                    Session = A.StreamSession(id),
                    Window = window with { ConnectionTimeout = TimeSpan.FromSeconds(timeout) },
                };
                stage.Rescue.Snapshot = stage.Rescue.Snapshot with { Sessions = stage.Rescue.Snapshot.Sessions.Add(session, live) };
            }
        }

        Assert.Equal(["soon", "between", "late", "unknown"], stage.Unheld.Waiting().Select(offer => offer.Session.Id));
    }

    [Fact]
    public async Task A_link_of_who_has_the_claim_is_sent_at_once()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        var pass = await stage.SpendAsync(await stage.MakeAsync("Mara"));

        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
    }

    [Fact]
    public async Task Nobody_makes_a_link_or_asks_the_open_page_of_a_player_whom_somebody_else_has_in_hand()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        stage.Asks.Enter(APicture.OpenPage());

        var link = Assert.IsType<LinkMaking.NotMade>(await stage.LinkDesk.MakeAsync(stage.Session, Jon, null, default));
        var page = Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.AskOpenPageAsync(stage.Session, Jon, default));

        Assert.StartsWith("Mara is on it.", link.Reason, StringComparison.Ordinal);
        Assert.StartsWith("Mara is on it.", page.Reason, StringComparison.Ordinal);
    }

    // Who holds the claim, who sent the attempt, and who gives it up.
    [Theory]
    [InlineData("Mara", "Mara", "Jon", ActorRole.Operator, false)]
    [InlineData("Mara", "Mara", "Jon", ActorRole.Lead, false)]
    [InlineData("Mara", "Jon", "Jon", ActorRole.Operator, true)]
    [InlineData("Mara", "Jon", "Mara", ActorRole.Operator, true)]
    [InlineData("Mara", "Mara", "Mara", ActorRole.Operator, true)]
    [InlineData("", "Mara", "Jon", ActorRole.Operator, true)]
    public async Task An_attempt_is_given_up_by_whose_it_is_or_by_who_is_on_it(
        string holder,
        string sender,
        string who,
        ActorRole role,
        bool isAllowed
    )
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.SendAsync(by: sender);
        if (holder.Length > 0)
        {
            await stage.Rescue.Claims.ClaimAsync(stage.Session, Actor.Unproven(holder));
        }

        var result = await stage.Rescue.Desk.AbandonAsync(
            stage.Rescue.Attempt.Id,
            Actor.Unproven(who) with
            {
                Role = role,
            },
            "Gone.",
            default
        );

        Assert.Equal(isAllowed ? "" : ClaimWords.IsOnIt(holder), result is CommandResult.Refused refused ? refused.Reason : "");
        Assert.Equal(!isAllowed, stage.Rescue.Attempt.IsOpen);
    }

    [Theory]
    [InlineData(ActorRole.Operator, false)]
    [InlineData(ActorRole.Lead, true)]
    public async Task A_takeover_is_ended_by_a_lead_whoever_is_on_it(ActorRole role, bool isAllowed)
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Rescue.RescueSettings.AllowTakeover = true;
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        await stage.Rescue.Takeovers.BeginAsync(stage.Session, Healthy, Mara, "Ticket 12", default);

        var result = await stage.Rescue.Desk.AbandonAsync(stage.Rescue.Attempt.Id, Jon with { Role = role }, "Enough.", default);

        Assert.Equal(isAllowed, result is CommandResult.Accepted);
    }

    [Fact]
    public async Task Nobody_takes_over_a_player_whom_somebody_else_has_in_hand()
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Rescue.RescueSettings.AllowTakeover = true;
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);

        var refused = Assert.IsType<CommandResult.Refused>(
            await stage.Rescue.Takeovers.BeginAsync(stage.Session, Healthy, Jon, "Ticket 12", default)
        );

        Assert.Contains("Mara is on it", refused.Reason);
        Assert.Empty(stage.Rescue.Connections);
    }

    private static Task<CommandResult> SendAsync(PlayerStage stage, Actor by) =>
        stage.Rescue.ClaimedOffers.SendAsync(stage.Session, Healthy, by, default);

    private static async Task<IReadOnlyList<string>> ClaimAuditAsync(PlayerStage stage) =>
        [
            .. (await stage.Rescue.Audit.ForSessionAsync(stage.Session, default))
                .Where(entry => entry.Action == "claim")
                .Select(entry => entry.Step),
        ];
}

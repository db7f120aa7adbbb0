using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;
using StreamOps.Testing.Faults;

namespace StreamOps.Operations.Tests.Claims;

/// <summary>Offers of a link, and pasted ones, that wait for a yes: what happens to them meanwhile.</summary>
public class WaitingLinkOffersTests
{
    private static readonly Actor Mara = Actor.Unproven("Mara");
    private static readonly Actor Jon = Actor.Unproven("Jon");

    [Fact]
    public async Task While_it_is_being_sent_nobody_says_no_to_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        using var calls = Gate.Before(stage, "CreateStreamSessionConnection");

        var sending = stage.LinkOffers.SendUnheldAsync(stage.Link, default);
        await calls.ReachedAsync();

        var refused = Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.DeclineAsync(stage.Link.Id, Mara));
        Assert.Equal(ClaimWords.UnderWay, refused.Reason);
        calls.Open();
        await sending;
        Assert.Single(stage.Rescue.Connections);
        Assert.Equal((false, ""), (stage.Link.IsOfferWaiting, stage.Link.OfferStop));
        Assert.DoesNotContain("refused", await stage.LinkAuditAsync());
    }

    [Fact]
    public async Task One_whose_attempt_is_committed_waits_no_more()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        using var calls = Gate.Before(stage, "CreateStreamSessionConnection");

        var sending = stage.LinkOffers.SendUnheldAsync(stage.Link, default);
        await calls.ReachedAsync();

        Assert.False((await stage.LinkSteps.Ledger.FindAsync(stage.Link.Id))!.IsOfferWaiting);
        Assert.False(stage.Link.IsOfferWaiting);
        calls.Open();
        Assert.IsType<CommandResult.Accepted>(await sending);
    }

    [Fact]
    public async Task Its_page_is_asked_for_no_other_one_before_its_call_has_begun()
    {
        var elsewhere = new HeldScheduler();
        var rescue = RescueStage.Open(await TemporaryStore.CreateAsync(), loggers: null, contexts: null, elsewhere);
        await using var stage = await PlayerStage.OpenAsync(rescue);
        using var end = elsewhere;
        var pass = await WaitingAsync(stage);

        var sending = stage.LinkOffers.SendUnheldAsync(stage.Link, default);
        await RescueStage.WaitForAsync(() => !stage.Link.IsOfferWaiting, "it has left");

        Assert.True(rescue.Board.Current.GetValueOrDefault(stage.Session)?.IsCalling);
        Assert.Equal(PlayerPhase.Sending, await stage.PhaseAsync(pass));
        elsewhere.Open();
        Assert.IsType<CommandResult.Accepted>(await sending);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task That_the_database_is_away_after_the_call_denies_no_call(bool isByLink)
    {
        StoreAway? away = null;
        var rescue = await RescueStage.OpenAsync(contexts: file => away = new StoreAway(file.Contexts));
        await using var stage = await PlayerStage.OpenAsync(rescue);
        await (isByLink ? WaitingAsync(stage) : PastedAsync(stage));
        away!.Is = () => rescue.Board.Current.GetValueOrDefault(stage.Session)?.State == RescueState.Answered;

        var result = isByLink
            ? await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Mara, default)
            : await rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default);

        Assert.IsType<CommandResult.Accepted>(result);
        Assert.Equal((false, null), (stage.Links.Current.GetValueOrDefault(stage.Session)?.IsOfferWaiting ?? false, OfferFrom(stage)));
        away.Is = () => false;
    }

    [Fact]
    public async Task One_that_is_refused_leaves_once_the_database_is_back()
    {
        StoreAway? away = null;
        var rescue = await RescueStage.OpenAsync(contexts: file => away = new StoreAway(file.Contexts));
        await using var stage = await PlayerStage.OpenAsync(rescue);
        await WaitingAsync(stage);
        rescue.Service.OnCall = (call, _) =>
        {
            away!.Is = () => true;
            throw new GameLiftException(ApiErrorCode.AccessDenied, call.Operation, "No.") { HttpStatus = 403, WasAnswered = true };
        };

        Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Mara, default));

        away!.Is = () => false;
        await rescue.RunUntilAsync(() => !stage.Link.IsOfferWaiting, "it has left");
        Assert.NotEqual("", stage.Link.OfferStop);
    }

    [Fact]
    public async Task One_whose_page_was_loaded_anew_right_before_the_commit_is_not_sent()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync("Jon");
        var pass = await stage.SpendAsync(made);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));
        var (seen, offer) = (stage.Link, stage.Rescue.Vault.OpenOffer(stage.Link.WaitingOffer)!);
        await stage.OpenAsync(made, isLoadedAnew: true);

        var result = await stage.Rescue.Desk.SendAsync(
            stage.Session,
            offer,
            Mara.Person,
            seen.Origin with
            {
                Kept = seen.WaitingOffer,
            },
            default
        );

        Assert.Equal(RescueRefusals.NotWanted, Assert.IsType<CommandResult.Refused>(result).Reason);
        Assert.Empty(stage.Rescue.Connections);
    }

    [Fact]
    public async Task A_pasted_one_in_whose_place_another_was_brought_right_before_the_commit_is_not_sent()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await PastedAsync(stage);
        var seen = stage.Rescue.ClaimBoard.Current[stage.Session];
        await stage.Rescue.ClaimedOffers.SendAsync(stage.Session, new Offer(OfferText.Healthy().ToString()), Jon, default);

        var result = await stage.Rescue.Desk.SendAsync(
            stage.Session,
            stage.Rescue.Vault.OpenOffer(seen.WaitingOffer)!,
            Jon.Person,
            OfferOrigin.Paste with
            {
                Epoch = seen.WindowEpoch,
                Consent = Mara.Person,
                Kept = seen.WaitingOffer,
            },
            default
        );

        Assert.Equal(RescueRefusals.NotWanted, Assert.IsType<CommandResult.Refused>(result).Reason);
        Assert.Empty(stage.Rescue.Connections);
        Assert.NotNull(stage.Rescue.ClaimBoard.Current[stage.Session].OfferFrom);
    }

    [Fact]
    public async Task A_no_is_heard_while_it_is_only_about_to_go_by_itself()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        using var reads = Gate.Before(stage, "GetStreamSession");
        var sending = stage.LinkOffers.SendUnheldAsync(stage.Link, default);
        await reads.ReachedAsync();

        Assert.IsType<CommandResult.Accepted>(await stage.LinkOffers.DeclineAsync(stage.Link.Id, Mara));
        reads.Open();
        await sending;

        Assert.Empty(stage.Rescue.Connections);
        Assert.Equal(ClaimWords.SaidNo("Mara"), stage.Link.OfferStop);
    }

    [Fact]
    public async Task A_yes_is_heard_while_it_is_only_about_to_go_by_itself()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        using var reads = Gate.Before(stage, "GetStreamSession");
        var sending = stage.LinkOffers.SendUnheldAsync(stage.Link, default);
        await reads.ReachedAsync();

        var confirming = stage.LinkOffers.ConfirmAsync(stage.Link.Id, Mara, default);
        reads.Open();
        await sending;

        await confirming;
        Assert.Single(stage.Rescue.Connections);
        Assert.Equal((false, ""), (stage.Link.IsOfferWaiting, stage.Link.OfferStop));
    }

    [Fact]
    public async Task A_no_to_the_next_one_does_not_wait_for_the_call_of_the_last()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await WaitingAsync(stage);
        using var calls = Gate.Before(stage, "CreateStreamSessionConnection");
        var sending = stage.LinkOffers.SendUnheldAsync(stage.Link, default);
        await calls.ReachedAsync();
        stage.Rescue.RescueSettings.ConfirmLinkOffers = true;
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));

        Assert.IsType<CommandResult.Accepted>(await stage.LinkOffers.DeclineAsync(stage.Link.Id, Mara));

        calls.Open();
        await sending;
        Assert.Equal((false, ClaimWords.SaidNo("Mara")), (stage.Link.IsOfferWaiting, stage.Link.OfferStop));
    }

    [Fact]
    public async Task One_that_was_declined_is_not_sent_by_who_saw_it_wait()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        var seen = stage.Link;
        Assert.IsType<CommandResult.Accepted>(await stage.LinkOffers.DeclineAsync(seen.Id, Mara));

        await stage.LinkOffers.SendUnheldAsync(seen, default);

        Assert.Empty(stage.Rescue.Connections);
    }

    [Fact]
    public async Task It_waits_on_when_the_session_cannot_be_read_for_a_moment()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        Throttle(stage, isThrottled: true);
        await stage.LinkOffers.SendUnheldAsync(stage.Link, default);
        Assert.True(stage.Link.IsOfferWaiting);
        Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Mara, default));
        Assert.True(stage.Link.IsOfferWaiting);

        Throttle(stage, isThrottled: false);
        await stage.LinkOffers.SendUnheldAsync(stage.Link, default);

        Assert.Single(stage.Rescue.Connections);
        Assert.False(stage.Link.IsOfferWaiting);
    }

    [Fact]
    public async Task It_is_dropped_when_the_service_says_no()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        stage.Rescue.Service.OnCall = (call, _) =>
            call.Operation == "GetStreamSession"
                ? throw new GameLiftException(ApiErrorCode.AccessDenied, call.Operation, "No.") { HttpStatus = 403, WasAnswered = true }
                : Task.CompletedTask;

        await stage.LinkOffers.SendUnheldAsync(stage.Link, default);

        Assert.False(stage.Link.IsOfferWaiting);
        Assert.NotEqual("", stage.Link.OfferStop);
    }

    [Fact]
    public async Task A_pasted_one_waits_on_when_the_session_cannot_be_read_for_a_moment()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        var offer = new Offer(OfferText.Healthy().ToString());
        Assert.IsType<CommandResult.Waits>(await stage.Rescue.ClaimedOffers.SendAsync(stage.Session, offer, Jon, default));
        Throttle(stage, isThrottled: true);

        Assert.IsType<CommandResult.Refused>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default));

        Assert.Equal("Jon", stage.Rescue.ClaimBoard.Current[stage.Session].OfferFrom?.Name);
        Throttle(stage, isThrottled: false);
        Assert.IsType<CommandResult.Accepted>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default));
        Assert.Equal("Jon", stage.Rescue.Attempt.Operator);
    }

    [Fact]
    public async Task A_pasted_one_waits_on_when_the_process_ends_before_its_attempt_is_committed()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await PastedAsync(stage);
        var reading = new TaskCompletionSource();
        stage.Rescue.Service.OnCall = (_, _) =>
        {
            reading.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        _ = stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default);
        await reading.Task;

        await using var next = await stage.RestartAsync();

        var claim = Assert.Single(await new ClaimLedger(next.Rescue.Store).StandingAsync(next.Rescue.Clock.Now, default));
        Assert.Equal("Jon", claim.OfferFrom?.Name);
        next.Rescue.ClaimBoard.Publish(claim);
        Assert.IsType<CommandResult.Accepted>(await next.Rescue.ClaimedOffers.AllowAsync(next.Session, Mara, default));
        Assert.Equal("Jon", next.Rescue.Attempt.Operator);
    }

    [Fact]
    public async Task A_pasted_one_that_is_refused_waits_no_more()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await PastedAsync(stage);
        stage.Rescue.Put(StreamSessionStatus.Connected);

        Assert.IsType<CommandResult.Refused>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default));

        Assert.Equal((null, null), (OfferFrom(stage), stage.Rescue.ClaimBoard.Current[stage.Session].DeclinedTo));
    }

    [Fact]
    public async Task While_a_pasted_one_is_being_sent_nobody_says_no_to_it_and_the_no_to_the_next_one_does_not_wait()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await PastedAsync(stage);
        using var calls = Gate.Before(stage, "CreateStreamSessionConnection");
        var sending = stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default);
        await calls.ReachedAsync();

        var no = Assert.IsType<CommandResult.Refused>(await stage.Rescue.ClaimedOffers.DeclineAsync(stage.Session, Mara));
        Assert.Equal(ClaimWords.UnderWay, no.Reason);
        var another = new Offer(OfferText.Healthy().ToString());
        Assert.IsType<CommandResult.Waits>(await stage.Rescue.ClaimedOffers.SendAsync(stage.Session, another, Jon, default));
        Assert.IsType<CommandResult.Accepted>(await stage.Rescue.ClaimedOffers.DeclineAsync(stage.Session, Mara));

        calls.Open();
        Assert.IsType<CommandResult.Accepted>(await sending);
        Assert.Equal("Jon", stage.Rescue.ClaimBoard.Current[stage.Session].DeclinedTo?.Name);
    }

    [Fact]
    public async Task A_pasted_one_waits_on_where_the_lease_ran_out_over_the_yes()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await PastedAsync(stage);
        Throttle(stage, isThrottled: true, () => stage.Rescue.Time.Advance(TimeSpan.FromSeconds(31)));

        Assert.IsType<CommandResult.Refused>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default));

        var claim = stage.Rescue.ClaimBoard.Current[stage.Session];
        Assert.Equal(("Jon", true), (claim.OfferFrom?.Name, claim.StandsAt(stage.Rescue.Clock.Now)));
        Throttle(stage, isThrottled: false);
        Assert.IsType<CommandResult.Accepted>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default));
    }

    [Fact]
    public async Task A_pasted_one_is_forgotten_with_a_claim_that_was_given_back_over_the_yes()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await PastedAsync(stage);
        Throttle(stage, isThrottled: true, () => stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara).GetAwaiter().GetResult());

        Assert.IsType<CommandResult.Refused>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default));

        var claim = stage.Rescue.ClaimBoard.Current[stage.Session];
        Assert.Equal((null, false), (claim.OfferFrom, claim.StandsAt(stage.Rescue.Clock.Now)));
    }

    [Fact]
    public async Task A_pasted_one_waits_on_once_the_database_is_back()
    {
        LockableDisk? disk = null;
        var rescue = await RescueStage.OpenAsync(contexts: file => disk = new LockableDisk(file));
        await using var stage = await PlayerStage.OpenAsync(rescue);
        await PastedAsync(stage);
        stage.Rescue.Service.OnCall = (_, _) => Task.FromResult(disk!.IsReadOnly = true);

        Assert.IsType<CommandResult.Refused>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default));

        disk!.IsReadOnly = false;
        await stage.Rescue.RunUntilAsync(() => stage.Rescue.ClaimBoard.Current[stage.Session].OfferFrom?.Name == "Jon", "it waits");
    }

    [Fact]
    public async Task A_pasted_one_waits_on_after_a_defect()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await PastedAsync(stage);
        stage.Rescue.Service.OnCall = (_, _) => throw new InvalidOperationException("As scripted.");

        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default));

        Assert.Equal("Jon", stage.Rescue.ClaimBoard.Current[stage.Session].OfferFrom?.Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pasted_one_whose_attempt_is_committed_waits_no_more_whoever_leaves_before_its_outcome(bool isProcess)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await PastedAsync(stage);
        using var calls = Gate.Before(stage, "CreateStreamSessionConnection");
        using var leaving = new CancellationTokenSource();
        var sending = stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, leaving.Token);
        await calls.ReachedAsync();

        await (isProcess ? stage.Rescue.Work.DisposeAsync().AsTask() : leaving.CancelAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Null(stage.Rescue.ClaimBoard.Current[stage.Session].OfferFrom);
        Assert.Equal("Jon", stage.Rescue.Attempt.Operator);
    }

    [Fact]
    public async Task One_whose_page_is_loaded_anew_over_the_yes_is_refused_in_the_record_too()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync("Jon");
        var pass = await stage.SpendAsync(made);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));
        using var reads = Gate.Before(stage, "GetStreamSession");
        var confirming = stage.LinkOffers.ConfirmAsync(stage.Link.Id, Mara, default);
        await reads.ReachedAsync();

        await stage.OpenAsync(made, isLoadedAnew: true);
        reads.Open();

        Assert.IsType<CommandResult.Refused>(await confirming);
        var last = (await stage.Rescue.Audit.ForSessionAsync(stage.Session, default))[^1];
        Assert.Equal((AuditSteps.Refused, "Mara", RescueRefusals.NotWanted), (last.Step, last.Operator, last.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_nothing_is_sent_no_yes_to_one_of_a_link_is_kept_and_it_waits_on(bool isYes)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        stage.Rescue.Settings.ReadOnly = true;

        var refused = Assert.IsType<CommandResult.Refused>(
            isYes
                ? await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Mara, default)
                : await stage.LinkOffers.DeclineAsync(stage.Link.Id, Mara)
        );

        Assert.Equal(StreamSessionActions.ReadOnly, refused.Reason);
        Assert.True(stage.Link.IsOfferWaiting);
        Assert.DoesNotContain(AuditSteps.Allowed, await stage.LinkAuditAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_nothing_is_sent_no_yes_to_a_pasted_one_is_kept_and_it_waits_on(bool isYes)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await PastedAsync(stage);
        stage.Rescue.Settings.ReadOnly = true;

        var refused = Assert.IsType<CommandResult.Refused>(
            isYes
                ? await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, Mara, default)
                : await stage.Rescue.ClaimedOffers.DeclineAsync(stage.Session, Mara)
        );

        Assert.Equal(StreamSessionActions.ReadOnly, refused.Reason);
        Assert.Equal("Jon", stage.Rescue.ClaimBoard.Current[stage.Session].OfferFrom?.Name);
        Assert.DoesNotContain(
            await stage.Rescue.Audit.ForSessionAsync(stage.Session, default),
            entry => entry is { Action: "claim", Step: AuditSteps.Allowed }
        );
    }

    [Fact]
    public async Task One_that_meets_a_session_that_cannot_be_read_for_a_moment_waits_for_a_better_one()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync("Jon"));
        Throttle(stage, isThrottled: true);

        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));

        Assert.Equal((true, ""), (stage.Link.IsOfferWaiting, stage.Link.OfferStop));
        Throttle(stage, isThrottled: false);
        await Task.WhenAll(stage.Unheld.Look());
        Assert.Single(stage.Rescue.Connections);
        Assert.Equal("Jon", stage.Rescue.Attempt.Operator);
    }

    [Fact]
    public async Task Who_may_not_answer_it_reads_that_and_not_who_is_on_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        var viewer = Actor.Unproven("Tom") with { Role = ActorRole.Viewer };

        var yes = Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.ConfirmAsync(stage.Link.Id, viewer, default));
        var no = Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.DeclineAsync(stage.Link.Id, viewer));

        var why = ActorPermissions.For(DeskAct.AnswerLink, viewer).Reason;
        Assert.Equal((why, why), (yes.Reason, no.Reason));
    }

    [Fact]
    public async Task Who_may_not_answer_a_pasted_one_reads_that_and_not_that_none_waits()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await PastedAsync(stage);
        var viewer = Actor.Unproven("Tom") with { Role = ActorRole.Viewer };

        var yes = Assert.IsType<CommandResult.Refused>(await stage.Rescue.ClaimedOffers.AllowAsync(stage.Session, viewer, default));
        var no = Assert.IsType<CommandResult.Refused>(await stage.Rescue.ClaimedOffers.DeclineAsync(stage.Session, viewer));

        var why = ActorPermissions.For(DeskAct.Claim, viewer).Reason;
        Assert.Equal((why, why), (yes.Reason, no.Reason));
        var refusals = (await stage.Rescue.Audit.ForSessionAsync(stage.Session, default)).Where(entry => entry.Operator == "Tom");
        Assert.Equal([(AuditSteps.Refused, why), (AuditSteps.Refused, why)], refusals.Select(entry => (entry.Step, entry.Reason)));
        Assert.Equal("Jon", OfferFrom(stage));
    }

    [Fact]
    public async Task Whose_player_it_is_not_says_neither_yes_nor_no_and_no_call_is_made_for_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        var calls = stage.Rescue.Service.Calls.Count;

        var yes = Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Jon, default));
        var no = Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.DeclineAsync(stage.Link.Id, Jon));

        Assert.Equal((ClaimWords.IsOnIt("Mara"), ClaimWords.IsOnIt("Mara")), (yes.Reason, no.Reason));
        Assert.Equal(calls, stage.Rescue.Service.Calls.Count);
    }

    [Fact]
    public async Task A_yes_is_kept_whatever_comes_of_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await WaitingAsync(stage);
        Throttle(stage, isThrottled: true);

        Assert.IsType<CommandResult.Refused>(await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Mara, default));

        var entries = await stage.Rescue.Audit.ForSessionAsync(stage.Session, default);
        Assert.Single(entries, entry => entry is { Action: "rescue link", Step: AuditSteps.Allowed, Operator: "Mara" });
    }

    [Fact]
    public async Task A_yes_does_not_count_without_its_audit_entry()
    {
        LockableDisk? disk = null;
        var rescue = await RescueStage.OpenAsync(contexts: file => disk = new LockableDisk(file));
        await using var stage = await PlayerStage.OpenAsync(rescue);
        await WaitingAsync(stage);
        disk!.IsReadOnly = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => stage.LinkOffers.ConfirmAsync(stage.Link.Id, Mara, default));

        disk.IsReadOnly = false;
        Assert.True(stage.Link.IsOfferWaiting);
        Assert.Empty(stage.Rescue.Connections);
    }

    private static string? OfferFrom(PlayerStage stage) =>
        stage.Rescue.ClaimBoard.Current.GetValueOrDefault(stage.Session)?.OfferFrom?.Name;

    /// <summary>A pasted offer of Jon's that waits for Mara's yes.</summary>
    private static async Task PastedAsync(PlayerStage stage)
    {
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        var offer = new Offer(OfferText.Healthy().ToString());
        Assert.IsType<CommandResult.Waits>(await stage.Rescue.ClaimedOffers.SendAsync(stage.Session, offer, Jon, default));
    }

    /// <summary>An offer by Jon's link that waited for Mara's yes, and nobody has the player in hand any more.</summary>
    private static async Task<PlayerPass> WaitingAsync(PlayerStage stage)
    {
        var pass = await stage.SpendAsync(await stage.MakeAsync("Jon"));
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));
        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        return pass;
    }

    private static void Throttle(PlayerStage stage, bool isThrottled, Action? before = null) =>
        stage.Rescue.Service.OnCall = (call, _) =>
        {
            before?.Invoke();
            return isThrottled && call.Operation == "GetStreamSession"
                ? throw new GameLiftException(ApiErrorCode.Throttling, call.Operation, "As scripted.") { HttpStatus = 429 }
                : Task.CompletedTask;
        };
}

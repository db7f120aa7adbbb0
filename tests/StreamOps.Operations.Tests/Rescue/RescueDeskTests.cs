using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

public class RescueDeskTests
{
    [Fact]
    public async Task A_sent_offer_is_followed_until_the_player_is_back()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();
        stage.Service.OnCall = OnConnection(() => stage.Put(StreamSessionStatus.Reconnecting));

        var outcome = await stage.SendAsync(offer);
        stage.Put(StreamSessionStatus.Connected);
        await stage.RunUntilAsync(() => stage.Attempt.State == RescueState.Connected, "recovered");

        var call = Assert.Single(stage.Connections);
        Assert.Equal(offer, call.Offer!.Text);
        Assert.IsType<CommandResult.Accepted>(outcome);
        Assert.Equal(["intent", "accepted", "recovered"], await stage.AuditStepsAsync());
        Assert.Equal(
            stage.Service.AnswerText,
            (await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Actor.Unproven(RescueStage.Operator), default))!.Text
        );
    }

    [Fact]
    public async Task The_row_is_committed_before_the_call_is_made()
    {
        await using var stage = await RescueStage.OpenAsync();
        RescueAttempt? committed = null;
        stage.Service.OnCall = async (call, _) =>
        {
            if (call.Operation == "CreateStreamSessionConnection")
            {
                committed = (await stage.Steps.Ledger.OpenOrEndedSinceAsync(default, default)).Single();
                Assert.Equal(committed.ClientToken, call.ClientToken);
            }
        };

        await stage.SendAsync();

        Assert.Equal(RescueState.Sent, committed!.State);
    }

    [Theory]
    [Trait("Row", "F15")]
    [InlineData("CONNECTED")]
    [InlineData("RECONNECTING")]
    [InlineData("ACTIVATING")]
    [InlineData("TERMINATED")]
    [InlineData("BRAND_NEW")]
    public async Task A_session_that_does_not_wait_is_refused_on_a_fresh_read(string status)
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Put(new StreamSessionStatus(status));

        var outcome = await stage.SendAsync();

        Assert.IsType<CommandResult.Refused>(outcome);
        Assert.Empty(stage.Connections);
        Assert.Equal(["refused"], await stage.AuditStepsAsync());
    }

    [Fact]
    public async Task Nothing_is_sent_in_read_only_mode()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Settings.ReadOnly = true;

        var refused = Assert.IsType<CommandResult.Refused>(await stage.SendAsync());

        Assert.Contains("read-only", refused.Reason);
        Assert.Empty(stage.Connections);
    }

    [Fact]
    public async Task An_offer_the_clinic_stops_is_not_sent()
    {
        await using var stage = await RescueStage.OpenAsync();

        var refused = Assert.IsType<CommandResult.Refused>(await stage.SendAsync(OfferText.Healthy().WithoutSection("video").ToString()));

        Assert.Equal("The browser did not ask for video.", refused.Reason);
        Assert.Empty(stage.Connections);
    }

    [Fact]
    public async Task The_offer_the_session_was_started_with_is_not_sent()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy();
        stage.Put(StreamSessionStatus.PendingClientReconnection, storedOffer: (offer with { LineEnd = "\r\n" }).ToString());

        Assert.IsType<CommandResult.Refused>(await stage.SendAsync(offer.ToString()));
        Assert.Empty(stage.Connections);
    }

    [Fact]
    public async Task An_offer_is_sent_once_in_its_life()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();
        await stage.SendAsync(offer);
        stage.Time.Advance(TimeSpan.FromSeconds(20));

        var refused = Assert.IsType<CommandResult.Refused>(await stage.SendAsync(offer));

        Assert.StartsWith("Already used", refused.Reason);
        Assert.Single(stage.Connections);
    }

    [Fact]
    public async Task An_offer_of_another_session_is_never_sent_and_its_refusal_audited()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();
        var other = A.Arn("s2");
        stage.Service.Sessions[other] = A.StreamSession("s2").In(StreamSessionStatus.PendingClientReconnection).Details();
        await stage.SendAsync(offer);

        var refused = Assert.IsType<CommandResult.Refused>(
            await stage.Desk.SendAsync(other, new Offer(offer), Actor.Unproven("Jon"), default)
        );

        Assert.Equal("This belongs to a different player's session.", refused.Reason);
        Assert.Equal(stage.Session, Assert.Single(stage.Connections).Session);
        var entry = Assert.Single(await stage.Audit.ForSessionAsync(other, default));
        Assert.Equal(("Jon", "rescue", "refused", refused.Reason), (entry.Operator, entry.Action, entry.Step, entry.Reason));
    }

    [Fact]
    public async Task The_offer_the_service_stores_is_never_sent_again_and_its_refusal_audited()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy();
        stage.Put(StreamSessionStatus.PendingClientReconnection, storedOffer: (offer with { LineEnd = "\r\n" }).ToString());

        var refused = Assert.IsType<CommandResult.Refused>(await stage.SendAsync(offer.ToString()));

        Assert.Equal("Already used. Every attempt needs a request of its own.", refused.Reason);
        Assert.Empty(stage.Connections);
        var entry = Assert.Single(await stage.Audit.ForSessionAsync(stage.Session, default));
        Assert.Equal(("refused", refused.Reason), (entry.Step, entry.Reason));
    }

    [Fact]
    public async Task A_lost_answer_is_fetched_by_the_same_token()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FailFirst(1, ConnectionLost());

        var outcome = await stage.RunToEndAsync(stage.SendAsync());

        Assert.IsType<CommandResult.Accepted>(outcome);
        Assert.Equal(2, stage.Connections.Count);
        Assert.Single(stage.Connections.Select(call => call.ClientToken).Distinct());
        Assert.Single(stage.Connections.Select(call => call.Offer!.Text).Distinct());
    }

    [Fact]
    public async Task After_its_time_the_operator_may_try_again_with_the_same_token()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FailFirst(int.MaxValue, ConnectionLost());

        var failed = Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync()));
        stage.Service.OnCall = (_, _) => Task.CompletedTask;
        var again = await stage.Desk.TryAgainAsync(failed.Attempt!.Id, Actor.Unproven(RescueStage.Operator), default);

        Assert.True(failed.IsUnknown);
        Assert.IsType<CommandResult.Accepted>(again);
        Assert.Single(stage.Connections.Select(call => call.ClientToken).Distinct());
    }

    [Fact]
    public async Task An_attempt_without_an_answer_ends_when_its_window_is_over()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FailFirst(int.MaxValue, ConnectionLost());
        await stage.RunToEndAsync(stage.SendAsync());
        Assert.Equal(RescueState.Unknown, stage.Attempt.State);
        stage.Service.OnCall = (_, _) => Task.CompletedTask;

        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "the attempt ends");

        Assert.Equal(RescueState.Failed, stage.Attempt.State);
        Assert.InRange(stage.Clock.Now - stage.Attempt.RequestedAt, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(150));
        Assert.IsType<CommandResult.Accepted>(await stage.SendAsync());
    }

    [Fact]
    public async Task A_player_who_came_back_without_our_answer_is_no_recovery_of_ours()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FailFirst(int.MaxValue, ConnectionLost());
        await stage.RunToEndAsync(stage.SendAsync());

        stage.Put(StreamSessionStatus.Connected);
        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "the attempt ends");

        Assert.Equal((RescueState.Superseded, "The player came back without us."), (stage.Attempt.State, stage.Attempt.Reason));
    }

    [Fact]
    public async Task Without_a_name_nothing_is_sent()
    {
        await using var stage = await RescueStage.OpenAsync();

        Assert.IsType<CommandResult.Refused>(await stage.SendAsync(by: " "));
        Assert.Empty(stage.Service.Calls);
    }

    [Fact]
    public async Task Throttling_is_waited_out_with_the_same_token()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FailFirst(3, Answered(ApiErrorCode.Throttling, 429));

        var outcome = await stage.RunToEndAsync(stage.SendAsync());

        Assert.IsType<CommandResult.Accepted>(outcome);
        Assert.Equal(4, stage.Connections.Count);
        Assert.Single(stage.Connections.Select(call => call.ClientToken).Distinct());
    }

    [Fact]
    public async Task After_a_refusal_a_new_offer_is_needed()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FailFirst(1, Answered(ApiErrorCode.Validation, 400));

        var failed = Assert.IsType<CommandResult.Failed>(await stage.SendAsync());
        var again = Assert.IsType<CommandResult.Refused>(
            await stage.Desk.TryAgainAsync(failed.Attempt!.Id, Actor.Unproven(RescueStage.Operator), default)
        );

        Assert.StartsWith("The session still waits.", failed.Reason);
        Assert.Contains("A new offer is needed", again.Reason);
        Assert.Single(stage.Connections);
    }

    [Fact]
    public async Task After_a_refusal_the_session_speaks_before_the_error_code()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = OnConnection(() =>
        {
            stage.Put(StreamSessionStatus.Terminated, "reconnectionTimeout");
            throw Answered(ApiErrorCode.Conflict, 409);
        });

        var failed = Assert.IsType<CommandResult.Failed>(await stage.SendAsync());

        Assert.Equal(RescueState.Expired, failed.Attempt!.State);
        Assert.Equal("The client was lost and did not come back in time.", failed.Reason);
    }

    [Fact]
    public async Task A_call_without_an_answer_ends_with_the_window_and_is_unknown()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = (call, _) =>
            call.Operation == "CreateStreamSessionConnection" ? new TaskCompletionSource().Task : Task.CompletedTask;

        var failed = Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync()));

        Assert.True(failed.IsUnknown);
        Assert.Equal(ApiErrorCode.TimedOut, failed.Error);
        Assert.Equal(TimeSpan.FromSeconds(60), failed.Attempt!.Deadline - failed.Attempt.RequestedAt);
    }

    [Fact]
    [Trait("Row", "F13")]
    public async Task A_rescue_goes_on_when_the_one_who_sent_it_is_gone()
    {
        await using var stage = await RescueStage.OpenAsync();
        var gate = new TaskCompletionSource();
        stage.Service.OnCall = (call, _) => call.Operation == "CreateStreamSessionConnection" ? gate.Task : Task.CompletedTask;
        using var circuit = new CancellationTokenSource();
        var sending = stage.Desk.SendAsync(
            stage.Session,
            new Offer(OfferText.Healthy().ToString()),
            Actor.Unproven(RescueStage.Operator),
            circuit.Token
        );
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the call is made");

        await circuit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        gate.SetResult();

        await RescueStage.WaitForAsync(() => stage.Attempt.State == RescueState.Answered, "the answer is kept");
        var comeBack = Actor.Unproven(RescueStage.Operator);
        Assert.NotNull(await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, comeBack, default));
    }

    [Theory]
    [Trait("Row", "F15")]
    [InlineData("TERMINATED", "reconnectionTimeout", RescueState.Expired)]
    [InlineData("TERMINATED", "connectionTimeout", RescueState.Expired)]
    [InlineData("TERMINATED", "apiTerminated", RescueState.Failed)]
    [InlineData("ERROR", "invalidSignalRequest", RescueState.Failed)]
    public async Task The_end_of_the_session_ends_the_attempt(string status, string reason, RescueState end)
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();

        stage.Put(new StreamSessionStatus(status), reason);
        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "the attempt ends");

        Assert.Equal(end, stage.Attempt.State);
        Assert.NotEqual("", stage.Attempt.Reason);
    }

    [Fact]
    public async Task Nobody_gives_up_without_a_reason()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();

        var outcome = await stage.Desk.AbandonAsync(stage.Attempt.Id, Actor.Unproven(RescueStage.Operator), " ", default);

        Assert.StartsWith("Say why first", Assert.IsType<CommandResult.Refused>(outcome).Reason, StringComparison.Ordinal);
        Assert.True(stage.Attempt.IsOpen);
        Assert.Equal("refused", (await stage.AuditStepsAsync())[^1]);
    }

    [Fact]
    public async Task A_given_up_attempt_makes_room_for_a_new_one()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FailFirst(int.MaxValue, ConnectionLost());
        var failed = Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync()));

        Assert.IsType<CommandResult.Refused>(await stage.SendAsync());
        stage.Service.OnCall = (_, _) => Task.CompletedTask;
        await stage.Desk.AbandonAsync(failed.Attempt!.Id, Actor.Unproven(RescueStage.Operator), "the player reloaded", default);

        Assert.IsType<CommandResult.Accepted>(await stage.SendAsync());
    }

    private static Func<ScriptedCall, CancellationToken, Task> OnConnection(Action act) =>
        (call, _) =>
        {
            if (call.Operation == "CreateStreamSessionConnection")
            {
                act();
            }

            return Task.CompletedTask;
        };

    private static Func<ScriptedCall, CancellationToken, Task> FailFirst(int times, GameLiftException failure)
    {
        var left = times;
        return (call, _) =>
            call.Operation == "CreateStreamSessionConnection" && left-- > 0 ? Task.FromException(failure) : Task.CompletedTask;
    }

    private static GameLiftException ConnectionLost() => new(ApiErrorCode.ConnectionLost, "CreateStreamSessionConnection", "Lost.");

    private static GameLiftException Answered(ApiErrorCode code, int status) =>
        new(code, "CreateStreamSessionConnection", "No.")
        {
            HttpStatus = status,
            WasAnswered = true,
            RequestId = "request-refused",
        };
}

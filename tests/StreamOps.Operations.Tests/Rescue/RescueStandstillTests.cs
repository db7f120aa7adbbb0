using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>Whether an attempt's call is under way or the attempt stands still, and what may be done with it then.</summary>
public class RescueStandstillTests
{
    [Fact]
    public async Task An_attempt_whose_call_is_under_way_is_not_given_up()
    {
        await using var stage = await RescueStage.OpenAsync();
        var gate = new TaskCompletionSource();
        stage.Service.OnCall = (call, _) => call.Operation == "CreateStreamSessionConnection" ? gate.Task : Task.CompletedTask;
        var sending = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the call is made");
        Assert.True(stage.Attempt.IsCalling);

        var refused = Assert.IsType<CommandResult.Refused>(
            await stage.Desk.AbandonAsync(stage.Attempt.Id, Actor.Unproven("Jon"), "gone", default)
        );
        gate.SetResult();

        Assert.Contains("The call is under way", refused.Reason);
        Assert.IsType<CommandResult.Accepted>(await sending);
        Assert.Equal((RescueState.Answered, false), (stage.Attempt.State, stage.Attempt.IsCalling));
    }

    [Fact]
    public async Task A_session_terminated_here_while_its_call_is_under_way_ends_the_attempt_afterwards()
    {
        await using var stage = await RescueStage.OpenAsync();
        var gate = new TaskCompletionSource();
        stage.Service.OnCall = (call, _) => call.Operation == "CreateStreamSessionConnection" ? gate.Task : Task.CompletedTask;
        var sending = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the call is made");

        await stage.Desk.GiveUpTerminatedAsync(stage.Session, Actor.Unproven("Jon"), CancellationToken.None);
        Assert.True(stage.Attempt.IsOpen);
        stage.Put(StreamSessionStatus.Terminated, "apiTerminated");
        gate.SetResult();
        await sending;
        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "the attempt ends");

        Assert.Equal(RescueState.Failed, stage.Attempt.State);
    }

    [Fact]
    public async Task After_a_long_throttling_the_attempt_stands_still_and_is_sent_again_by_the_operator()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FailFirst(
            1,
            new GameLiftException(ApiErrorCode.Throttling, "CreateStreamSessionConnection", "No.")
            {
                HttpStatus = 429,
                WasAnswered = true,
                RetryAfter = TimeSpan.FromSeconds(90),
            }
        );

        var failed = Assert.IsType<CommandResult.Failed>(await stage.SendAsync());
        Assert.Equal((RescueState.Requested, false), (stage.Attempt.State, stage.Attempt.IsCalling));
        Assert.False(failed.IsUnknown);

        await AssertSentAgainAsync(stage);
    }

    [Fact]
    public async Task A_service_out_of_reach_leaves_the_attempt_standing_until_the_operator_sends_it_again()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FailFirst(
            int.MaxValue,
            new GameLiftException(ApiErrorCode.Unreachable, "CreateStreamSessionConnection", "No.")
        );

        Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync()));
        stage.Service.OnCall = (_, _) => Task.CompletedTask;
        Assert.Equal((RescueState.Requested, false), (stage.Attempt.State, stage.Attempt.IsCalling));

        await AssertSentAgainAsync(stage);
    }

    [Fact]
    public async Task An_attempt_that_never_got_its_turn_says_so_and_is_sent_again_by_the_operator()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.CommitWithoutCallAsync();
        Assert.True(stage.Attempt.IsCalling);

        Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.Sending!));
        Assert.Equal((RescueState.Requested, false), (stage.Attempt.State, stage.Attempt.IsCalling));
        Assert.EndsWith("Nothing was sent.", stage.Attempt.Reason);

        stage.LetCallsPass();
        await AssertSentAgainAsync(stage);
    }

    [Fact]
    public async Task While_its_call_is_under_way_an_attempt_is_not_sent_again()
    {
        await using var stage = await RescueStage.OpenAsync();
        var attempt = await stage.CommitWithoutCallAsync();

        var refused = Assert.IsType<CommandResult.Refused>(
            await stage.Desk.TryAgainAsync(attempt.Id, Actor.Unproven(RescueStage.Operator), default)
        );

        Assert.StartsWith("The call is under way", refused.Reason);
    }

    [Fact]
    public async Task An_offer_that_never_left_may_be_sent_by_another_attempt()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();
        var attempt = await stage.CommitWithoutCallAsync(offer);
        Assert.IsType<CommandResult.Accepted>(
            await stage.Desk.AbandonAsync(attempt.Id, Actor.Unproven(RescueStage.Operator), "too slow", default)
        );

        stage.LetCallsPass();
        var outcome = await stage.SendAsync(offer);

        Assert.IsType<CommandResult.Accepted>(outcome);
        Assert.Equal(offer, Assert.Single(stage.Connections).Offer!.Text);
    }

    [Fact]
    public async Task An_offer_that_never_left_for_one_session_may_be_sent_on_another()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();
        var attempt = await stage.CommitWithoutCallAsync(offer);
        Assert.IsType<CommandResult.Accepted>(
            await stage.Desk.AbandonAsync(attempt.Id, Actor.Unproven(RescueStage.Operator), "wrong row", default)
        );
        var right = A.Arn("s2");
        stage.Service.Sessions[right] = A.StreamSession("s2").In(StreamSessionStatus.PendingClientReconnection).Details();

        stage.LetCallsPass();
        var outcome = await stage.Desk.SendAsync(right, new Offer(offer), Actor.Unproven(RescueStage.Operator), default);

        Assert.IsType<CommandResult.Accepted>(outcome);
        Assert.Equal(right, Assert.Single(stage.Connections).Session);
    }

    private static async Task AssertSentAgainAsync(RescueStage stage)
    {
        var standing = stage.Attempt;

        var again = await stage.Desk.TryAgainAsync(standing.Id, Actor.Unproven(RescueStage.Operator), default);

        Assert.IsType<CommandResult.Accepted>(again);
        Assert.Equal((standing.Id, RescueState.Answered, false), (stage.Attempt.Id, stage.Attempt.State, stage.Attempt.IsCalling));
        Assert.All(stage.Connections, call => Assert.Equal(standing.ClientToken, call.ClientToken));
    }

    private static Func<ScriptedCall, CancellationToken, Task> FailFirst(int times, GameLiftException failure)
    {
        var left = times;
        return (call, _) =>
            call.Operation == "CreateStreamSessionConnection" && left-- > 0 ? Task.FromException(failure) : Task.CompletedTask;
    }
}

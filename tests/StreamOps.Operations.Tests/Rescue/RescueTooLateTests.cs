using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>What comes too late is said, and not tried again.</summary>
public class RescueTooLateTests
{
    [Theory]
    [Trait("Row", "F15")]
    [InlineData("TERMINATED", "reconnectionTimeout", RescueState.Expired)]
    [InlineData("TERMINATED", "apiTerminated", RescueState.Failed)]
    [InlineData("ERROR", "applicationExit", RescueState.Failed)]
    public async Task A_session_that_ends_between_the_click_and_the_call_is_called_once_and_never_again(
        string status,
        string reason,
        RescueState end
    )
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = (call, _) =>
        {
            if (call.Operation == "CreateStreamSessionConnection")
            {
                stage.Put(new StreamSessionStatus(status), reason);
                throw new GameLiftException(ApiErrorCode.Conflict, call.Operation, "Not waiting.") { HttpStatus = 409, WasAnswered = true };
            }

            return Task.CompletedTask;
        };

        var failed = Assert.IsType<CommandResult.Failed>(await stage.SendAsync());
        var offered = stage.Time.GetUtcNow();
        await stage.RunUntilAsync(() => stage.Time.GetUtcNow() - offered > TimeSpan.FromSeconds(70), "a minute passes");

        Assert.Equal((end, false), (failed.Attempt!.State, failed.IsUnknown));
        Assert.NotEqual("", failed.Reason);
        Assert.Equal(end, stage.Attempt.State);
        Assert.Single(stage.Connections);
    }

    [Fact]
    [Trait("Row", "F16")]
    public async Task Where_no_turn_would_come_in_time_that_is_said_at_once_and_the_offer_may_be_sent_again()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.IsRushed = true;
        var offer = StreamOps.Testing.OfferText.Healthy().ToString();

        var failed = Assert.IsType<CommandResult.Failed>(await stage.SendAsync(offer));

        Assert.Equal((RescueState.Failed, 0, false), (failed.Attempt!.State, failed.Attempt.Calls, failed.IsUnknown));
        Assert.Contains("More players wait than calls may be made", failed.Reason, StringComparison.Ordinal);
        Assert.Empty(stage.Connections);
        Assert.Equal(["intent", "failed"], await stage.AuditStepsAsync());
        stage.IsRushed = false;
        Assert.IsType<CommandResult.Accepted>(await stage.SendAsync(offer));
    }

    [Fact]
    [Trait("Row", "F16")]
    public async Task That_no_turn_would_come_in_time_for_a_further_call_is_on_the_screen_too()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = (call, _) =>
        {
            if (call.Operation == "CreateStreamSessionConnection")
            {
                stage.IsRushed = true;
                throw new GameLiftException(ApiErrorCode.ConnectionLost, call.Operation, "Lost.");
            }

            return Task.CompletedTask;
        };

        var failed = Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync()));

        Assert.Equal((RescueState.Unknown, 1, true), (failed.Attempt!.State, failed.Attempt.Calls, failed.IsUnknown));
        Assert.Equal(
            "More players wait than calls may be made in the time that is left. Nothing more was sent. A call before it may have worked.",
            failed.Reason
        );
        Assert.Equal(failed.Reason, stage.Attempt.Reason);
    }

    [Fact]
    [Trait("Row", "F20")]
    public async Task A_step_that_stands_though_nobody_was_told_before_the_time_was_over_holds_no_session()
    {
        await using var stage = await RescueStage.OpenAsync();
        var attempt = await CommitUnconfirmedAsync(stage);

        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "it has ended");

        Assert.Equal((attempt.Id, RescueState.Failed), (stage.Attempt.Id, stage.Attempt.State));
        Assert.Equal(["intent", "unknown", "failed"], await stage.AuditStepsAsync());
        Assert.Empty(stage.Connections);
        stage.LetCallsPass();
        var another = StreamOps.Testing.OfferText.Healthy().With("a=x-another:1").ToString();
        stage.Put(StreamSessionStatus.PendingClientReconnection);
        Assert.IsType<CommandResult.Accepted>(await stage.RunToEndAsync(stage.SendAsync(another)));
    }

    [Fact]
    [Trait("Row", "F20")]
    public async Task One_that_stands_so_can_be_given_up()
    {
        await using var stage = await RescueStage.OpenAsync();
        var attempt = await CommitUnconfirmedAsync(stage);
        var mara = Actor.Unproven(RescueStage.Operator);

        // Its state is looked at, and then it is known what it is.
        Assert.IsType<CommandResult.Refused>(await stage.Desk.AbandonAsync(attempt.Id, mara, "They called.", default));
        await stage.RunUntilAsync(() => stage.Attempt.State == RescueState.Unknown, "its outcome is unknown");

        Assert.IsType<CommandResult.Accepted>(await stage.Desk.AbandonAsync(attempt.Id, mara, "They called.", default));
        Assert.Empty(stage.Connections);
    }

    /// <summary>The step to the call is committed, its confirmation is lost, and no further try comes through until the time is over.</summary>
    private static async Task<RescueAttempt> CommitUnconfirmedAsync(RescueStage stage)
    {
        var attempt = await stage.CommitWithoutCallAsync();
        await stage.Steps.Ledger.MoveAsync(attempt.Id, RescueTrigger.CallStarts, new RescueChange(stage.Clock.Now), _ => null);
        await stage.RunToEndAsync(stage.Sending!);
        return attempt;
    }
}

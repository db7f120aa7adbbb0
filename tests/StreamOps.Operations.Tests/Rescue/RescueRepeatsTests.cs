using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>A short fault of the service or of the way to it: the attempt settles by itself, while the player waits.</summary>
[Trait("Row", "F11")]
public class RescueRepeatsTests
{
    private static readonly TimeSpan ShortFault = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("InternalServerException", 500, true)]
    [InlineData("StreamOps.ConnectionLost", 0, false)]
    [InlineData("StreamOps.UnreadableAnswer", 200, true)]
    [InlineData("StreamOps.Unreachable", 0, false)]
    public async Task A_fault_of_two_seconds_costs_a_few_seconds_and_one_token(string code, int status, bool wasAnswered)
    {
        await using var stage = await RescueStage.OpenAsync();
        var start = stage.Clock.Now;
        stage.Service.OnCall = WhileIn(
            () => stage.Clock.Now - start < ShortFault,
            new(new ApiErrorCode(code), "CreateStreamSessionConnection", "No.") { HttpStatus = status, WasAnswered = wasAnswered }
        );

        var outcome = await stage.RunToEndAsync(stage.SendAsync());

        Assert.IsType<CommandResult.Accepted>(outcome);
        Assert.InRange(stage.Attempt.AnsweredAt!.Value - start, ShortFault, TimeSpan.FromSeconds(20));
        Assert.Single(stage.Connections.Select(call => (call.ClientToken, call.Offer)).Distinct());
    }

    [Fact]
    public async Task Repeats_end_with_the_attempts_time()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = WhileIn(() => true, ConnectionLost);

        var failed = Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync()));

        Assert.True(failed.IsUnknown);
        Assert.Equal((RescueState.Unknown, false), (stage.Attempt.State, stage.Attempt.IsCalling));
        Assert.All(stage.Connections, call => Assert.True(call.At < stage.Attempt.Deadline));
        // Waits of 4 to 8 s at most: twelve calls and more in a minute, and never a storm.
        Assert.InRange(stage.Connections.Count, 8, 20);
    }

    [Fact]
    public async Task A_read_that_takes_the_rest_of_the_time_does_not_change_what_the_call_came_to()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = (call, _) =>
        {
            if (call.Operation == "GetStreamSession" && stage.Connections.Count > 0)
            {
                stage.Time.Advance(TimeSpan.FromSeconds(70));
            }

            return call.Operation == "CreateStreamSessionConnection" ? Task.FromException(ConnectionLost) : Task.CompletedTask;
        };

        var failed = Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync()));

        Assert.Equal((ApiErrorCode.ConnectionLost, true), (failed.Error, failed.IsUnknown));
        Assert.Single(stage.Connections);
    }

    [Fact]
    public async Task Who_came_back_between_two_calls_is_not_called_again()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = WhileIn(() => true, ConnectionLost);
        var sending = stage.SendAsync();
        await stage.RunUntilAsync(() => IsLost(stage), "the first call is lost");
        stage.Put(StreamSessionStatus.Connected);

        await stage.RunToEndAsync(sending);

        Assert.Equal(RescueState.Superseded, stage.Attempt.State);
        Assert.Single(stage.Connections);
    }

    [Fact]
    public async Task A_call_that_hangs_is_made_again()
    {
        await using var stage = await RescueStage.OpenAsync();
        var start = stage.Clock.Now;
        stage.Service.OnCall = (call, _) =>
            call.Operation == "CreateStreamSessionConnection" && stage.Connections.Count == 1
                ? new TaskCompletionSource().Task
                : Task.CompletedTask;

        var outcome = await stage.RunToEndAsync(stage.SendAsync());

        Assert.IsType<CommandResult.Accepted>(outcome);
        Assert.InRange(stage.Clock.Now - start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Between_two_calls_an_attempt_can_be_given_up()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = WhileIn(() => true, ConnectionLost);
        var sending = stage.SendAsync();
        await stage.RunUntilAsync(() => IsLost(stage), "the first call is lost");

        Assert.IsType<CommandResult.Accepted>(
            await stage.Desk.AbandonAsync(stage.Attempt.Id, Actor.Unproven(RescueStage.Operator), "gone", default)
        );
        await stage.RunToEndAsync(sending);

        Assert.Equal(RescueState.Abandoned, stage.Attempt.State);
        Assert.Single(stage.Connections);
    }

    private static GameLiftException ConnectionLost => new(ApiErrorCode.ConnectionLost, "CreateStreamSessionConnection", "Lost.");

    private static bool IsLost(RescueStage stage) => stage.Board.Current.GetValueOrDefault(stage.Session) is { State: RescueState.Unknown };

    private static Func<ScriptedCall, CancellationToken, Task> WhileIn(Func<bool> isFaulty, GameLiftException failure) =>
        (call, _) => call.Operation == "CreateStreamSessionConnection" && isFaulty() ? Task.FromException(failure) : Task.CompletedTask;
}

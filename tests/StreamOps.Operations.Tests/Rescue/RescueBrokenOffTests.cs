using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>A defect in the middle of a rescue: nobody waits for ever, and the operator can send the same call again.</summary>
public class RescueBrokenOffTests
{
    private const string Canary = "canaryPassword";

    [Fact]
    public async Task A_call_that_breaks_off_is_unknown_and_is_sent_again_by_the_same_token()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = BreakFirst("CreateStreamSessionConnection");

        var failed = Assert.IsType<CommandResult.Failed>(await stage.SendAsync());
        Assert.Equal((RescueState.Unknown, false), (stage.Attempt.State, stage.Attempt.IsCalling));
        Assert.Equal((ApiErrorCode.BrokenOff, true), (failed.Error, failed.IsUnknown));
        Assert.Equal("StreamOps failed in the middle of the call. It may have worked. Try again, same token.", failed.Reason);

        Assert.IsType<CommandResult.Accepted>(
            await stage.Desk.TryAgainAsync(failed.Attempt!.Id, Actor.Unproven(RescueStage.Operator), default)
        );
        Assert.Equal(2, stage.Connections.Count);
        Assert.Single(stage.Connections.Select(call => call.ClientToken).Distinct());
        Assert.Equal(["intent", "unknown", "intent", "accepted"], await stage.AuditStepsAsync());
    }

    [Fact]
    public async Task A_defect_after_the_call_does_not_deny_that_it_may_have_worked()
    {
        await using var stage = await RescueStage.OpenAsync();
        var calls = 0;
        stage.Service.OnCall = (call, _) =>
            (call.Operation, calls++) switch
            {
                ("CreateStreamSessionConnection", _) => throw new GameLiftException(ApiErrorCode.ConnectionLost, call.Operation, "Lost."),
                ("GetStreamSession", > 0) => throw new InvalidOperationException(Canary),
                _ => Task.CompletedTask,
            };

        var failed = Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync()));

        Assert.True(failed.IsUnknown);
        Assert.Equal(RescueState.Unknown, stage.Attempt.State);
        Assert.EndsWith("Nothing more was sent. Try again.", failed.Reason);
        Assert.Single(stage.Connections);
    }

    [Fact]
    public async Task A_defect_in_following_an_attempt_ends_no_following()
    {
        using var log = new CapturingLog();
        await using var stage = await RescueStage.OpenAsync(log);
        await stage.SendAsync();
        stage.Service.OnCall = BreakFirst("GetStreamSession");
        await stage.RunUntilAsync(() => HasBrokenOff(log), "a look breaks off");

        stage.Put(StreamSessionStatus.Connected);
        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "it is followed to its end");

        Assert.Equal(RescueState.Connected, stage.Attempt.State);
        Assert.All(log.Lines, text => Assert.DoesNotContain(Canary, text));
    }

    [Fact]
    public async Task A_defect_in_taking_an_attempt_up_leaves_it_to_no_later_start()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.CommitWithoutCallAsync();
        await stage.Work.DisposeAsync();
        await using var next = stage.AfterKill(TaskScheduler.Default);
        stage.Service.OnCall = BreakFirst("GetStreamSession");

        _ = await next.Recovery.StartAsync(default);
        await next.RunUntilAsync(() => next.Attempt.State == RescueState.Answered, "its call is made");

        Assert.Equal(stage.Attempt.ClientToken, Assert.Single(next.Connections).ClientToken);
    }

    [Fact]
    public async Task What_broke_off_is_logged_by_its_kind_and_never_by_its_words()
    {
        using var log = new CapturingLog();
        await using var stage = await RescueStage.OpenAsync(log);
        stage.Service.OnCall = BreakFirst("CreateStreamSessionConnection");

        var failed = await stage.SendAsync();

        var line = Assert.Single(log.Lines, line => line.Contains("broke off", StringComparison.Ordinal));
        Assert.Contains(stage.Attempt.Id.ToString(), line);
        Assert.Contains("System.InvalidOperationException of System.FormatException", line);
        Assert.Contains(nameof(RescueBrokenOffTests), line);
        Assert.All([.. log.Lines, failed.ToString()], text => Assert.DoesNotContain(Canary, text));
    }

    private static bool HasBrokenOff(CapturingLog log) => log.Lines.Any(line => line.Contains("broke off", StringComparison.Ordinal));

    private static Func<ScriptedCall, CancellationToken, Task> BreakFirst(string operation)
    {
        var left = 1;
        return (call, _) =>
            call.Operation == operation && left-- > 0
                ? throw new InvalidOperationException(Canary, new FormatException(Canary))
                : Task.CompletedTask;
    }
}

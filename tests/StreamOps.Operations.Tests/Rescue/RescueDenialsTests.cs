using StreamOps.Operations.Attempts;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>A session that the service denies: for a moment that is no end, for longer it is.</summary>
public class RescueDenialsTests
{
    [Fact]
    public async Task A_session_that_is_denied_for_a_moment_ends_no_attempt()
    {
        await using var stage = await RescueStage.OpenAsync();
        Assert.IsType<CommandResult.Accepted>(await stage.RunToEndAsync(stage.SendAsync()));
        var known = stage.Service.Sessions[stage.Session];

        stage.Service.Sessions.Remove(stage.Session);
        var reads = ReadsOf(stage);
        await stage.RunUntilAsync(() => ReadsOf(stage) >= reads + 3 || !stage.Attempt.IsOpen, "it is denied three times");
        stage.Service.Sessions[stage.Session] = known;
        reads = ReadsOf(stage);
        await stage.RunUntilAsync(() => ReadsOf(stage) >= reads + 2 || !stage.Attempt.IsOpen, "it is known again");

        Assert.True(stage.Attempt.IsOpen, stage.Attempt.Reason);
    }

    [Fact]
    public async Task A_session_that_stays_denied_ends_it_as_soon_as_the_fleet_takes_it_for_gone()
    {
        await using var stage = await RescueStage.OpenAsync();
        Assert.IsType<CommandResult.Accepted>(await stage.RunToEndAsync(stage.SendAsync()));

        stage.Service.Sessions.Remove(stage.Session);
        var start = stage.Clock.Now;
        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "the attempt ends");

        Assert.Equal(RescueState.Failed, stage.Attempt.State);
        Assert.InRange(stage.Clock.Now - start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task An_attempt_taken_up_while_its_session_is_denied_for_a_moment_goes_on()
    {
        await using var first = await RescueStage.OpenAsync();
        await first.CommitWithoutCallAsync();
        var known = first.Service.Sessions[first.Session];
        first.Service.Sessions.Remove(first.Session);

        await using var next = await first.RestartAsync();
        await next.RunUntilAsync(() => ReadsOf(next) >= 2 || !next.Attempt.IsOpen, "it is denied twice");
        next.Service.Sessions[next.Session] = known;
        await next.RunUntilAsync(() => next.Attempt.State is RescueState.Answered or RescueState.Failed, "the call is made");

        Assert.Equal(RescueState.Answered, next.Attempt.State);
    }

    private static int ReadsOf(RescueStage stage)
    {
        lock (stage.Service.Calls)
        {
            return stage.Service.Calls.Count(call => call.Operation == "GetStreamSession");
        }
    }
}

using StreamOps.Operations.Acts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

[Trait("Row", "R11")]
[Trait("Row", "F21")]
public class RescueWithoutStoreTests
{
    [Fact]
    public async Task On_a_full_disk_a_rescue_is_refused_and_no_call_is_made_until_there_is_space_again()
    {
        FullDisk? disk = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => disk = new FullDisk(file));
        disk!.IsFull = true;
        // Too long for what is left in the last page, so that it needs a new one.
        var offer = OfferText.Healthy().With([.. Enumerable.Repeat($"a=x-padding:{new string('p', 60)}", 300)]);

        var refused = Assert.IsType<CommandResult.Refused>(await stage.SendAsync(offer.ToString()));
        Assert.Contains("disk of the database is full", refused.Reason);
        Assert.Empty(stage.Connections);

        disk.IsFull = false;
        Assert.IsType<CommandResult.Accepted>(await stage.SendAsync(offer.ToString()));
    }

    [Fact]
    public async Task On_a_read_only_database_a_rescue_is_refused_and_no_call_is_made()
    {
        await using var stage = await RescueStage.OpenAsync(contexts: file => file.ReadOnlyContexts);

        var refused = Assert.IsType<CommandResult.Refused>(await stage.SendAsync());

        Assert.Contains("read-only", refused.Reason);
        Assert.Empty(stage.Connections);
    }

    [Fact]
    public async Task An_answer_that_meets_a_full_disk_waits_for_space_and_is_not_lost()
    {
        FullDisk? disk = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => disk = new FullDisk(file));
        // Too long for what is left in the last page, so that it needs a new one.
        stage.Service.AnswerText = $$"""{"type":"answer","sdp":"{{new string('a', 20_000)}}"}""";
        stage.Service.OnCall = (call, _) =>
        {
            disk!.IsFull |= call.Operation == "CreateStreamSessionConnection";
            return Task.CompletedTask;
        };

        var sending = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1 && disk!.IsFull, "the call is made");
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(sending.IsCompleted);
        disk!.IsFull = false;

        Assert.IsType<CommandResult.Accepted>(await stage.RunToEndAsync(sending));
        Assert.Equal(
            stage.Service.AnswerText,
            (await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Actor.Unproven(RescueStage.Operator), default))!.Text
        );
        Assert.Single(stage.Connections);
    }

    [Fact]
    public async Task A_repeat_waits_for_a_database_that_cannot_be_written_for_a_while()
    {
        LockableDisk? disk = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => disk = new LockableDisk(file));
        stage.Service.OnCall = LoseTheFirstAnswerThen(stage, () => disk!.IsReadOnly = true);

        var sending = stage.SendAsync();
        await stage.RunUntilAsync(() => disk!.IsReadOnly, "the first answer is lost");
        await stage.RunUntilAsync(() => stage.Clock.Now - stage.Attempt.RequestedAt > TimeSpan.FromSeconds(5), "some time passes");
        Assert.False(sending.IsCompleted);
        disk!.IsReadOnly = false;

        Assert.IsType<CommandResult.Accepted>(await stage.RunToEndAsync(sending));
        Assert.Equal(2, stage.Connections.Count);
        Assert.Single(stage.Connections.Select(call => call.ClientToken).Distinct());
    }

    [Fact]
    public async Task A_repeat_that_cannot_be_committed_in_time_does_not_deny_the_call_before_it()
    {
        LockableDisk? disk = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => disk = new LockableDisk(file));
        stage.Service.OnCall = LoseTheFirstAnswerThen(stage, () => disk!.IsReadOnly = true);

        var failed = Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync()));

        Assert.True(failed.IsUnknown);
        Assert.Equal(ApiErrorCode.ConnectionLost, failed.Error);
        Assert.Contains("read-only", failed.Reason);
        Assert.EndsWith("Nothing more was sent.", failed.Reason);
        Assert.Equal((failed.Reason, false), (stage.Attempt.Reason, stage.Attempt.IsCalling));
        Assert.Single(stage.Connections);
    }

    /// <summary>The first call's answer is lost; at the read that follows, something happens.</summary>
    private static Func<ScriptedCall, CancellationToken, Task> LoseTheFirstAnswerThen(RescueStage stage, Action act)
    {
        var isLost = false;
        return (call, _) =>
        {
            if (call.Operation == "CreateStreamSessionConnection" && !isLost)
            {
                isLost = true;
                throw new GameLiftException(ApiErrorCode.ConnectionLost, call.Operation, "Lost.");
            }

            if (call.Operation == "GetStreamSession" && stage.Connections.Count == 1)
            {
                act();
            }

            return Task.CompletedTask;
        };
    }
}

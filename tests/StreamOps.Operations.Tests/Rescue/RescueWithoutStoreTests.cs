using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

public sealed class RescueWithoutStoreTests
{
    [Fact]
    public async Task On_a_full_disk_a_rescue_is_refused_and_no_call_is_made_until_there_is_space_again()
    {
        FullDisk? disk = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => disk = new FullDisk(file));
        disk!.IsFull = true;
        // Too long for what is left in the last page, so that it needs a new one.
        var offer = OfferText.Healthy().With([.. Enumerable.Repeat($"a=x-padding:{new string('p', 60)}", 300)]);

        var refused = Assert.IsType<CommandOutcome.Refused>(await stage.SendAsync(offer.ToString()));
        Assert.Contains("disk of the database is full", refused.Reason);
        Assert.Empty(stage.Connections);

        disk.IsFull = false;
        Assert.IsType<CommandOutcome.Accepted>(await stage.SendAsync(offer.ToString()));
    }

    [Fact]
    public async Task On_a_read_only_database_a_rescue_is_refused_and_no_call_is_made()
    {
        await using var stage = await RescueStage.OpenAsync(contexts: file => file.ReadOnlyContexts);

        var refused = Assert.IsType<CommandOutcome.Refused>(await stage.SendAsync());

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
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the call is made");
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(sending.IsCompleted);
        disk!.IsFull = false;

        Assert.IsType<CommandOutcome.Accepted>(await stage.RunToEndAsync(sending));
        Assert.Equal(stage.Service.AnswerText, (await stage.Desk.ReadAnswerAsync(stage.Attempt.Id, RescueStage.Operator, default))!.Text);
        Assert.Single(stage.Connections);
    }
}

using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>Who may send when somebody else has sent.</summary>
public sealed class RescueRivalsTests
{
    [Fact]
    public async Task A_second_operator_is_told_who_holds_the_rescue()
    {
        await using var stage = await RescueStage.OpenAsync();
        var gate = new TaskCompletionSource();
        stage.Service.OnCall = (call, _) => call.Operation == "CreateStreamSessionConnection" ? gate.Task : Task.CompletedTask;
        var first = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the first call is made");

        var refused = Assert.IsType<CommandOutcome.Refused>(await stage.SendAsync(by: "Jon"));
        gate.SetResult();

        Assert.Contains("Mara is rescuing this session already", refused.Reason);
        Assert.IsType<CommandOutcome.Accepted>(await first);
        Assert.Single(stage.Connections);
    }

    [Fact]
    public async Task Of_many_operators_at_once_exactly_one_makes_the_call()
    {
        for (var race = 0; race < 25; race++)
        {
            await using var stage = await RescueStage.OpenAsync();
            stage.Service.OnCall = (call, _) =>
            {
                if (call.Operation == "CreateStreamSessionConnection")
                {
                    stage.Put(StreamSessionStatus.Reconnecting);
                }

                return Task.CompletedTask;
            };
            using var start = new ManualResetEventSlim();

            var racers = Enumerable
                .Range(0, 4)
                .Select(racer =>
                    Task.Run(async () =>
                    {
                        start.Wait();
                        return await stage.SendAsync(by: $"operator {racer}");
                    })
                )
                .ToList();
            start.Set();
            var outcomes = await Task.WhenAll(racers);

            Assert.Single(stage.Connections);
            Assert.Single(outcomes.OfType<CommandOutcome.Accepted>());
        }
    }

    [Fact]
    public async Task A_new_offer_takes_over_from_an_answer_that_did_not_bring_the_player_back()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();
        var first = stage.Attempt;
        stage.Time.Advance(TimeSpan.FromSeconds(2));

        var outcome = await stage.SendAsync();

        Assert.IsType<CommandOutcome.Accepted>(outcome);
        Assert.Equal(2, stage.Attempt.Number);
        Assert.NotEqual(first.ClientToken, stage.Attempt.ClientToken);
        Assert.Equal(RescueState.Superseded, (await stage.Steps.Ledger.FindAsync(first.Id))!.Attempt.State);
    }

    [Fact]
    public async Task A_colleague_does_not_take_over_while_the_answer_is_fresh()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.IsType<CommandOutcome.Refused>(await stage.SendAsync(by: "Jon"));
        stage.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.IsType<CommandOutcome.Accepted>(await stage.SendAsync(by: "Jon"));
    }
}

using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>Who may send when somebody else has sent.</summary>
public class RescueRivalsTests
{
    [Fact]
    [Trait("Row", "F14")]
    public async Task A_second_operator_is_told_who_holds_the_rescue()
    {
        await using var stage = await RescueStage.OpenAsync();
        var gate = new TaskCompletionSource();
        stage.Service.OnCall = (call, _) => call.Operation == "CreateStreamSessionConnection" ? gate.Task : Task.CompletedTask;
        var first = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the first call is made");

        var refused = Assert.IsType<CommandResult.Refused>(await stage.SendAsync(by: "Jon"));
        gate.SetResult();

        Assert.Contains("Mara is rescuing this session already", refused.Reason);
        Assert.IsType<CommandResult.Accepted>(await first);
        Assert.Single(stage.Connections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_sessions_at_once_exactly_one_gets_the_offer(bool wasSeen)
    {
        for (var race = 0; race < 25; race++)
        {
            await using var stage = await RescueStage.OpenAsync();
            var offer = new Offer(OfferText.Healthy().ToString());
            StreamSessionArn[] sessions = [stage.Session, A.Arn("s2")];
            stage.Service.Sessions[sessions[1]] = A.StreamSession("s2").In(StreamSessionStatus.PendingClientReconnection).Details();
            if (wasSeen)
            {
                var clinic = new OfferDesk(stage.Fleet, stage.Store, stage.Audit, Options.Create(stage.Settings));
                Assert.Empty(
                    (await clinic.ExamineAsync(sessions[race % 2], offer.Text, Actor.Unproven(RescueStage.Operator), default)).Findings
                );
            }

            using var start = new ManualResetEventSlim();
            var racers = sessions
                .Select(session =>
                    Task.Run(async () =>
                    {
                        start.Wait();
                        return await stage.Desk.SendAsync(session, offer, Actor.Unproven(RescueStage.Operator), default);
                    })
                )
                .ToList();
            start.Set();
            var outcomes = await Task.WhenAll(racers);

            Assert.Single(stage.Connections);
            Assert.Single(outcomes.OfType<CommandResult.Accepted>());
            Assert.Equal(OfferRules.OtherSession.Words, Assert.Single(outcomes.OfType<CommandResult.Refused>()).Reason);
        }
    }

    [Fact]
    [Trait("Row", "F14")]
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
            Assert.Single(outcomes.OfType<CommandResult.Accepted>());
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

        Assert.IsType<CommandResult.Accepted>(outcome);
        Assert.Equal(2, stage.Attempt.Number);
        Assert.NotEqual(first.ClientToken, stage.Attempt.ClientToken);
        Assert.Equal(RescueState.Superseded, (await stage.Steps.Ledger.FindAsync(first.Id))!.Attempt.State);
    }

    [Fact]
    public async Task The_end_of_an_attempt_that_a_newer_one_replaced_stands_in_the_audit_in_the_name_of_who_replaced_it()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();
        var first = stage.Attempt;
        stage.Time.Advance(TimeSpan.FromSeconds(20));

        await stage.SendAsync(by: "Jon");

        Assert.Equal(["intent", "accepted", "superseded", "intent", "accepted"], await stage.AuditStepsAsync());
        var end = Assert.Single(await stage.Audit.ForSessionAsync(stage.Session, default), entry => entry.Step == AuditSteps.Superseded);
        Assert.Equal((first.Id, first.ClientToken, "Jon"), (end.AttemptId!.Value, end.ClientToken, end.Operator));
        Assert.Equal("A newer attempt took its place.", end.Reason);
    }

    [Fact]
    public async Task An_attempt_that_is_not_replaced_in_the_end_has_no_such_entry()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();
        await stage.SendAsync(offer);
        stage.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.IsType<CommandResult.Refused>(await stage.SendAsync(offer));

        Assert.True(stage.Attempt.IsOpen);
        Assert.DoesNotContain(AuditSteps.Superseded, await stage.AuditStepsAsync());
    }

    [Fact]
    public async Task A_colleague_does_not_take_over_while_the_answer_is_fresh()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.IsType<CommandResult.Refused>(await stage.SendAsync(by: "Jon"));
        stage.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.IsType<CommandResult.Accepted>(await stage.SendAsync(by: "Jon"));
    }
}

using StreamOps.Operations.Attempts;

namespace StreamOps.Operations.Tests.Attempts;

public sealed class RescueTransitionsTests
{
    /// <summary>The whole table, written out a second time by hand: a row for each state, null for refused.</summary>
    private static readonly Dictionary<RescueState, Dictionary<RescueTrigger, RescueState>> Table = new()
    {
        [RescueState.Requested] = new()
        {
            [RescueTrigger.CallStarts] = RescueState.Sent,
            [RescueTrigger.ClientConnected] = RescueState.Superseded,
            [RescueTrigger.WindowClosed] = RescueState.Expired,
            [RescueTrigger.SessionEnded] = RescueState.Failed,
            [RescueTrigger.TimeRanOut] = RescueState.Failed,
            [RescueTrigger.GivenUp] = RescueState.Abandoned,
        },
        [RescueState.Sent] = new()
        {
            [RescueTrigger.AnswerArrived] = RescueState.Answered,
            [RescueTrigger.NoAnswer] = RescueState.Unknown,
            [RescueTrigger.CallPostponed] = RescueState.Requested,
            [RescueTrigger.CallRejected] = RescueState.Failed,
            [RescueTrigger.ClientConnected] = RescueState.Superseded,
            [RescueTrigger.WindowClosed] = RescueState.Expired,
            [RescueTrigger.SessionEnded] = RescueState.Failed,
        },
        [RescueState.Unknown] = new()
        {
            [RescueTrigger.CallStarts] = RescueState.Sent,
            [RescueTrigger.ClientConnected] = RescueState.Superseded,
            [RescueTrigger.WindowClosed] = RescueState.Expired,
            [RescueTrigger.SessionEnded] = RescueState.Failed,
            [RescueTrigger.TimeRanOut] = RescueState.Failed,
            [RescueTrigger.GivenUp] = RescueState.Abandoned,
        },
        [RescueState.Answered] = new()
        {
            [RescueTrigger.AnswerTaken] = RescueState.Delivered,
            [RescueTrigger.ClientConnected] = RescueState.Connected,
            [RescueTrigger.WindowClosed] = RescueState.Expired,
            [RescueTrigger.SessionEnded] = RescueState.Failed,
            [RescueTrigger.GivenUp] = RescueState.Abandoned,
            [RescueTrigger.Replaced] = RescueState.Superseded,
        },
        [RescueState.Delivered] = new()
        {
            [RescueTrigger.ClientConnected] = RescueState.Connected,
            [RescueTrigger.WindowClosed] = RescueState.Expired,
            [RescueTrigger.SessionEnded] = RescueState.Failed,
            [RescueTrigger.GivenUp] = RescueState.Abandoned,
            [RescueTrigger.Replaced] = RescueState.Superseded,
        },
        [RescueState.Connected] = [],
        [RescueState.Failed] = [],
        [RescueState.Expired] = [],
        [RescueState.Abandoned] = [],
        [RescueState.Superseded] = [],
    };

    public static TheoryData<RescueState, RescueTrigger> Cells =>
        new(from state in Enum.GetValues<RescueState>() from trigger in Enum.GetValues<RescueTrigger>() select (state, trigger));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_trigger_in_every_state_moves_the_attempt_or_is_refused_with_a_sentence(RescueState state, RescueTrigger trigger)
    {
        var outcome = RescueTransitions.Apply(state, trigger);

        Assert.Equal(Table[state].TryGetValue(trigger, out var next) ? next : null, outcome.Next);
        Assert.Equal(outcome.Next is null, outcome.Refusal.Length > 0);
        Assert.True(outcome.Next is not null || outcome.Refusal.Contains(state.ToString()), outcome.Refusal);
    }

    [Fact]
    public void Every_open_state_can_reach_an_end_and_no_end_can_be_left()
    {
        foreach (var state in Enum.GetValues<RescueState>())
        {
            var reachable = Table[state].Values.ToList();

            Assert.Equal(state.IsEnd(), reachable.Count == 0);
            Assert.True(state.IsEnd() || reachable.Any(next => next.IsEnd()));
        }
    }
}

using System.Globalization;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue.Faults;

/// <summary>Sees every step of every attempt as it is committed, and holds it against the invariants. Which steps there are it knows by itself.</summary>
internal sealed class AttemptWatch(FaultCoverage coverage)
{
    private readonly Dictionary<Guid, RescueAttempt> _attempts = [];
    private readonly Dictionary<Guid, HashSet<Fault>> _faults = [];

    public string Wrong { get; private set; } = "";

    public bool HasOpen => _attempts.Values.Any(attempt => attempt.IsOpen);

    public void Check(bool isRight, string wrong) => Wrong = isRight || Wrong.Length > 0 ? Wrong : wrong;

    /// <summary>A fault meets whatever is open.</summary>
    public void Strike(Fault fault)
    {
        foreach (var attempt in _attempts.Values.Where(attempt => attempt.IsOpen))
        {
            _faults[attempt.Id].Add(fault);
        }
    }

    /// <summary>I1, I5, I8: one open attempt, no way back, no step without its entry. R1: none to an answer that is not kept.</summary>
    public void Stepped(RescueAttempt attempt, RescueState? before, StepKept kept)
    {
        if (before is not { } from)
        {
            Check(!HasOpen, "I1: a second attempt was opened beside one that is open");
            Check(kept.Audit, "I8: an attempt was opened without an audit entry");
            (_attempts[attempt.Id], _faults[attempt.Id]) = (attempt, []);
            return;
        }

        var (standing, to) = (_attempts[attempt.Id], attempt.State);
        Check(standing.State == from, $"I5: an attempt was {standing.State} and is said to have been {from}");
        Check(RescueEdges.All.Contains((from, to)), $"I5: an attempt went from {from} to {to}");
        Check(attempt.Version > standing.Version, "I5: an older attempt was written over a newer one");
        Check(standing.AnsweredAt is null || attempt.AnsweredAt == standing.AnsweredAt, "I5: an answer was forgotten");
        Check(attempt.ClientToken == standing.ClientToken, "I2: an attempt changed its token");
        Check(to is not (RescueState.Answered or RescueState.Delivered) || kept.Answer, $"R1: an attempt became {to} without its answer");
        var makesWay = to == RescueState.Superseded && from is RescueState.Answered or RescueState.Delivered;
        Check(kept.Audit || makesWay || to is RescueState.Sent or RescueState.Delivered, $"I8: {from} to {to} without an audit entry");
        _attempts[attempt.Id] = attempt;
        foreach (var fault in _faults[attempt.Id])
        {
            coverage.Met(from, to, fault);
        }

        coverage.Took(from, to);
    }

    /// <summary>I2: before a call is made its step is committed, and no other attempt is open beside it.</summary>
    public void Called(MemoryStore store, ScriptedCall call)
    {
        var state = store.Scalar("SELECT State FROM Rescues WHERE ClientToken = $token AND EndedAt IS NULL", ("$token", call.ClientToken));
        Check(state is nameof(RescueState.Sent), $"I2: a call was made while its row said {state ?? "nothing"}");
        coverage.Called();
    }

    /// <summary>R1: what a page is given, a process that comes after a kill can give again.</summary>
    public void Handed(MemoryStore store, string clientToken) =>
        Check(
            store.Scalar(
                "SELECT AnsweredAt FROM Rescues WHERE ClientToken = $token AND ProtectedAnswer IS NOT NULL",
                ("$token", clientToken)
            ) is long,
            "R1: an answer was handed over before it was kept"
        );

    /// <summary>I3: nobody is shown more time than there is.</summary>
    public void Look(LiveStreamSession? shown, FaultyService service)
    {
        if (service.WindowEnds is { } truth && RescueLinkRules.ShownDeadlineOf(shown?.Window) is { } deadline)
        {
            Check(deadline <= truth, $"I3: shown until {deadline:T} and over at {truth:T}");
        }
    }

    /// <summary>I6: everything has its end.</summary>
    public void Settled(MemoryStore store)
    {
        foreach (var attempt in _attempts.Values)
        {
            Check(!attempt.IsOpen, $"I6: an attempt stays {attempt.State} for ever");
        }

        var open = Convert.ToInt64(store.Scalar("SELECT COUNT(*) FROM Rescues WHERE EndedAt IS NULL"), CultureInfo.InvariantCulture);
        Check(open == 0, "I6: a row stays without an end");
    }
}

using System.Collections.Concurrent;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Attempts;

/// <summary>The rescues as they stand: the newest attempt of each session, open ones and those ended within the hour.</summary>
/// <remarks>
/// Written by <see cref="RescueSteps"/> with each commit, and by the room Rescue: at the start with what the store has, and with what is not stored,
/// whether an attempt's call is under way and why it stands where it does.
/// </remarks>
public sealed class RescueBoard : Board<StreamSessionArn, RescueAttempt>
{
    /// <summary>How long an attempt stays after its end.</summary>
    internal static readonly TimeSpan ShownAfterEnd = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, bool> _calling = [];
    private RescuePace _pace = RescuePace.Default;

    /// <summary>How long rescues take, by those that are stored.</summary>
    public RescuePace Pace
    {
        get => Volatile.Read(ref _pace);
        internal set => Volatile.Write(ref _pace, value);
    }

    /// <summary>Puts an attempt up, unless a newer one of its session, or a newer state of it, stands there.</summary>
    internal void Publish(RescueAttempt attempt) =>
        Change(attempt.Session, standing => standing is not null && IsOlder(attempt, standing) ? standing : Stamped(attempt));

    /// <summary>Puts an attempt up whose call begins.</summary>
    internal void CallBegins(RescueAttempt attempt)
    {
        _calling.TryAdd(attempt.Id, true);
        Publish(attempt);
    }

    /// <summary>The attempt's call is over, whatever came of it.</summary>
    internal void CallEnds(RescueAttempt attempt)
    {
        _calling.TryRemove(attempt.Id, out _);
        Amend(attempt, Stamped);
    }

    /// <summary>Says why an attempt stands where it does, unless it has gone on since.</summary>
    internal void Explain(RescueAttempt attempt) =>
        Amend(attempt, standing => standing.State == attempt.State ? standing with { Reason = attempt.Reason } : standing);

    internal void ForgetEndedBefore(DateTimeOffset moment) => Forget(attempt => attempt.EndedAt < moment);

    private RescueAttempt Stamped(RescueAttempt attempt) => attempt with { IsCalling = attempt.IsOpen && _calling.ContainsKey(attempt.Id) };

    private void Amend(RescueAttempt attempt, Func<RescueAttempt, RescueAttempt> change) =>
        Change(attempt.Session, standing => standing?.Id == attempt.Id ? change(standing) : standing);

    // Within an episode the store has counted them: a clock that was set back between two does not turn them round. Of two attempts of different episodes
    // at one moment the later episode's is the newer.
    private static bool IsOlder(RescueAttempt attempt, RescueAttempt standing) =>
        standing.Id == attempt.Id ? standing.Version > attempt.Version
        : standing.WindowEpoch == attempt.WindowEpoch ? standing.Number > attempt.Number
        : standing.RequestedAt == attempt.RequestedAt ? standing.WindowEpoch > attempt.WindowEpoch
        : standing.RequestedAt > attempt.RequestedAt;
}

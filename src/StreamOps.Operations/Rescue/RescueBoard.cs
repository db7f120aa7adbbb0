using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Rescue;

/// <summary>The rescues as they stand: the newest attempt of each session, open ones and those ended within the hour. Written by the desk alone.</summary>
public sealed class RescueBoard
{
    private readonly Newest<ImmutableDictionary<StreamSessionArn, RescueAttempt>> _attempts = new(
        ImmutableDictionary<StreamSessionArn, RescueAttempt>.Empty
    );

    private readonly ConcurrentDictionary<Guid, bool> _calling = [];
    private RescuePace _pace = RescuePace.Default;

    /// <summary>The newest attempt by session.</summary>
    public ImmutableDictionary<StreamSessionArn, RescueAttempt> Current => _attempts.Current;

    /// <summary>How long rescues take, by those that are stored.</summary>
    public RescuePace Pace
    {
        get => Volatile.Read(ref _pace);
        internal set => Volatile.Write(ref _pace, value);
    }

    /// <summary>The board now, then each newer one; a slow reader skips.</summary>
    public IAsyncEnumerable<ImmutableDictionary<StreamSessionArn, RescueAttempt>> WatchAsync(CancellationToken cancellationToken) =>
        _attempts.WatchAsync(cancellationToken);

    /// <summary>Puts an attempt up, unless a newer one of its session, or a newer state of it, stands there.</summary>
    internal void Publish(RescueAttempt attempt) =>
        _attempts.Change(current => IsOlder(attempt, current) ? current : current.SetItem(attempt.Session, Stamped(attempt)));

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

    /// <summary>Takes attempts down that ended before a moment.</summary>
    internal void ForgetEndedBefore(DateTimeOffset moment) =>
        _attempts.Change(current =>
            current.RemoveRange(current.Values.Where(attempt => attempt.EndedAt < moment).Select(attempt => attempt.Session))
        );

    private RescueAttempt Stamped(RescueAttempt attempt) => attempt with { IsCalling = attempt.IsOpen && _calling.ContainsKey(attempt.Id) };

    private void Amend(RescueAttempt attempt, Func<RescueAttempt, RescueAttempt> change) =>
        _attempts.Change(current =>
            current.GetValueOrDefault(attempt.Session) is { } standing && standing.Id == attempt.Id
                ? current.SetItem(attempt.Session, change(standing))
                : current
        );

    private static bool IsOlder(RescueAttempt attempt, ImmutableDictionary<StreamSessionArn, RescueAttempt> current) =>
        current.TryGetValue(attempt.Session, out var standing)
        && (standing.Id == attempt.Id ? standing.Version > attempt.Version : standing.RequestedAt > attempt.RequestedAt);
}

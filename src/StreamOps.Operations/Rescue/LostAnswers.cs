using StreamOps.Operations.Attempts;

namespace StreamOps.Operations.Rescue;

/// <summary>
/// Knows by the session which call of unknown outcome has worked. Its answer waits for the attempt's own token: no other one fetches what that call brought about.
/// </summary>
public sealed class LostAnswers(RescueSteps steps, RescueChecks checks)
{
    /// <summary>What the service's time is known by has whole seconds, and its own marks may have no more.</summary>
    private static readonly TimeSpan ClockDoubt = TimeSpan.FromSeconds(2);

    /// <summary>Whether an attempt's answer is there, while its window is open.</summary>
    internal bool IsThere(RescueAttempt attempt, StreamSession session, DateTimeOffset windowEndsAt) =>
        attempt.State == RescueState.Unknown && windowEndsAt > steps.Now && IsMoved(session, attempt);

    /// <summary>Whether it may be fetched as well: where calls are made at all.</summary>
    internal bool MayBeFetched(RescueAttempt attempt, StreamSession session, DateTimeOffset windowEndsAt) =>
        !checks.IsReadOnly && IsThere(attempt, session, windowEndsAt);

    /// <summary>
    /// Whether the session was moved since the attempt was made: one that waits for its first client is <c>ACTIVE</c> without any call. Only the service can
    /// say that; what the fleet knows of a session it learns, after a start, from the attempt itself.
    /// </summary>
    internal bool IsMoved(StreamSession session, RescueAttempt attempt) =>
        session.Status == StreamSessionStatus.Reconnecting
        || (
            session.Status == StreamSessionStatus.Active
            && session.LastUpdatedAt > attempt.RequestedAt + (steps.ServiceNow - steps.Now) - ClockDoubt
        );
}

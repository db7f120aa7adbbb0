using StreamOps.Operations.Attempts;
using StreamOps.Operations.Store;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Rescue;

/// <summary>
/// Knows by the session which call of unknown outcome has worked. Its answer waits for the attempt's own token: no other one fetches what that call brought about.
/// </summary>
public sealed class UnheardAnswers(RescueSteps steps)
{
    /// <summary>What the service's time is known by has whole seconds, and its own marks may have no more.</summary>
    private static readonly TimeSpan ClockDoubt = TimeSpan.FromSeconds(2);

    /// <summary>Whether an attempt's answer is there, while its window is open.</summary>
    internal bool IsThere(RescueAttempt attempt, StreamSession session, DateTimeOffset windowEndsAt) =>
        attempt.State == RescueState.Unknown && windowEndsAt > steps.Now && IsMoved(session, attempt);

    /// <summary>
    /// The attempt with a minute from now, committed before the call and never past the window: also where some of its own is left, which may be too little.
    /// </summary>
    internal Task<RescueAttempt> GiveTimeAsync(RescueAttempt attempt, DateTimeOffset windowEndsAt, CancellationToken lifetime) =>
        steps.Time.KeepTryingAsync(
            () => steps.Ledger.ExtendAsync(attempt.Id, Moments.Earlier(steps.Now + AttemptOpenings.LongestCall, windowEndsAt)),
            lifetime
        );

    /// <summary>
    /// Whether the session was moved since the attempt was made: one that waits for its first client is <c>ACTIVE</c> without any call. Only the service can
    /// say that; what the fleet knows of a session it learns, after a start, from the attempt itself.
    /// </summary>
    private bool IsMoved(StreamSession session, RescueAttempt attempt) =>
        session.Status == StreamSessionStatus.Reconnecting
        || (
            session.Status == StreamSessionStatus.Active
            && session.LastUpdatedAt > attempt.RequestedAt + (steps.ServiceNow - steps.Now) - ClockDoubt
        );
}

using System.Collections.Immutable;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.Queue;

/// <summary>Which sessions wait for a player, in the order in which they need somebody.</summary>
public static class WaitingSessions
{
    /// <summary>How long a session is <c>ACTIVE</c> without any client before it counts as never arrived.</summary>
    public static readonly TimeSpan ArrivalTime = TimeSpan.FromSeconds(15);

    /// <summary>Stands in for an unknown connection timeout in the order alone; never shown.</summary>
    private static readonly TimeSpan AssumedTimeout = TimeSpan.FromSeconds(120);

    /// <summary>The queue: nearest deadline first.</summary>
    public static IReadOnlyList<LiveStreamSession> In(
        FleetSnapshot snapshot,
        ImmutableDictionary<StreamSessionArn, RescueAttempt> rescues
    ) =>
        [
            .. snapshot
                .Sessions.Values.Where(session => IsWaiting(session, rescues.GetValueOrDefault(session.Arn)))
                .OrderBy(Deadline)
                .ThenBy(session => session.Arn.Value, StringComparer.Ordinal),
        ];

    /// <summary>Sessions that are ready for some time and that no client ever reached, the nearest deadline first.</summary>
    public static IReadOnlyList<LiveStreamSession> NeverArrived(FleetPicture picture, DateTimeOffset now) =>
        [
            .. picture
                .Snapshot.Sessions.Values.Where(session =>
                    CouldNeverArrive(session) && now - session.StatusSinceLatest >= ArrivalTime && !picture.Waiting.Contains(session)
                )
                .OrderBy(Deadline)
                .ThenBy(session => session.Arn.Value, StringComparer.Ordinal),
        ];

    /// <summary>When the next session will count as never arrived; null when there is none to come.</summary>
    public static DateTimeOffset? NextNeverArrived(FleetSnapshot snapshot, DateTimeOffset now) =>
        snapshot
            .Sessions.Values.Where(CouldNeverArrive)
            .Select(session => (DateTimeOffset?)(session.StatusSinceLatest + ArrivalTime))
            .Where(due => due > now)
            .Min();

    /// <summary>The moment that decides the order.</summary>
    public static DateTimeOffset Deadline(LiveStreamSession session) =>
        session.Window?.ExpectedEnd ?? (session.Window?.EnteredExpected ?? session.StatusSinceEarliest) + AssumedTimeout;

    private static bool CouldNeverArrive(LiveStreamSession session) =>
        session is { IsGone: false, WasConnected: false } && session.Status == StreamSessionStatus.Active;

    // A player that was lost stays in the queue until the service says CONNECTED, whoever moved the session on.
    private static bool IsWaiting(LiveStreamSession session, RescueAttempt? rescue) =>
        !session.IsGone
        && (
            session.Status == StreamSessionStatus.PendingClientReconnection
            || (
                (session.Status == StreamSessionStatus.Reconnecting || session.Status == StreamSessionStatus.Active)
                && (rescue is { IsOpen: true } || (session.WasConnected && session.Window is not null))
            )
        );
}

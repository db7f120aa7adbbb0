using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Queue;

/// <summary>Which sessions wait for a player, and in which order they need somebody.</summary>
internal static class WaitingSessions
{
    /// <summary>How long a session is <c>ACTIVE</c> without any client before it counts as never arrived.</summary>
    public static readonly TimeSpan ArrivalTime = TimeSpan.FromSeconds(15);

    /// <summary>No rows, in the order of the queue: nearest deadline first.</summary>
    public static readonly ImmutableSortedSet<QueueRow> NoRows = ImmutableSortedSet.Create<QueueRow>(
        comparer: Comparer<QueueRow>.Create((one, other) => Compare(one.Session, other.Session))
    );

    /// <summary>No sessions, in the same order.</summary>
    public static readonly ImmutableSortedSet<LiveStreamSession> NoSessions = ImmutableSortedSet.Create<LiveStreamSession>(
        comparer: Comparer<LiveStreamSession>.Create(Compare)
    );

    /// <summary>Whether its player waits: one who was lost stays in the queue until the service says CONNECTED, whoever moved the session on.</summary>
    public static bool IsWaiting(LiveStreamSession session, RescueAttempt? rescue) =>
        !session.IsGone
        && (
            session.Status == StreamSessionStatus.PendingClientReconnection
            || (
                (session.Status == StreamSessionStatus.Reconnecting || session.Status == StreamSessionStatus.Active)
                && (rescue is { IsOpen: true } || (session.WasConnected && session.Window is not null))
            )
        );

    /// <summary>From when on a session counts as one that no client ever reached; null when it does not.</summary>
    public static DateTimeOffset? NeverArrivedFrom(LiveStreamSession session) =>
        session is { IsGone: false, WasConnected: false } && session.Status == StreamSessionStatus.Active
            ? session.StatusSinceLatest + ArrivalTime
            : null;

    // By whole seconds: nobody knows deadlines better, and where thousands are lost at once the rows seen first would be pushed down, for parts of a second, by each page that
    // comes in. Of equals who was seen first stays first: their timeouts are asked for first.
    private static int Compare(LiveStreamSession one, LiveStreamSession other) =>
        Seconds(one).CompareTo(Seconds(other)) is var order and not 0 ? order
        : one.StatusSinceLatest.CompareTo(other.StatusSinceLatest) is var seen and not 0 ? seen
        : string.CompareOrdinal(one.Arn.Value, other.Arn.Value);

    private static long Seconds(LiveStreamSession session) => session.Deadline.ToUnixTimeSeconds();
}

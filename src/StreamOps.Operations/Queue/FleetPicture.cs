using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Queue;

/// <summary>What is so at one moment, for all screens and the hub: the fleet, the rescues, who waits and what ended within the hour. Immutable, and the same object for everybody.</summary>
public sealed record FleetPicture
{
    /// <summary>Nothing is known yet.</summary>
    public static readonly FleetPicture Empty = new();

    /// <summary>The moment of it, on the <see cref="Time.FleetClock"/>: what changes by the passing of time is as it was then.</summary>
    public DateTimeOffset At { get; internal init; }

    public FleetSnapshot Snapshot { get; internal init; } = FleetSnapshot.Empty;

    /// <summary>The newest attempt of each session.</summary>
    public ImmutableDictionary<StreamSessionArn, RescueAttempt> Rescues { get; internal init; } =
        ImmutableDictionary<StreamSessionArn, RescueAttempt>.Empty;

    /// <summary>The newest rescue link of each session.</summary>
    public ImmutableDictionary<StreamSessionArn, RescueLink> Links { get; internal init; } =
        ImmutableDictionary<StreamSessionArn, RescueLink>.Empty;

    /// <summary>The pages that stand by, by session.</summary>
    public ImmutableDictionary<StreamSessionArn, StandByPage> StandBy { get; internal init; } =
        ImmutableDictionary<StreamSessionArn, StandByPage>.Empty;

    /// <summary>The newest claim of each session, also when its lease is over.</summary>
    public ImmutableDictionary<StreamSessionArn, Claim> Claims { get; internal init; } = ImmutableDictionary<StreamSessionArn, Claim>.Empty;

    /// <summary>Who looks at a session now.</summary>
    public ImmutableDictionary<StreamSessionArn, Onlookers> Onlookers { get; internal init; } =
        ImmutableDictionary<StreamSessionArn, Onlookers>.Empty;

    /// <summary>Episodes that ended within the hour, newest first.</summary>
    public ImmutableArray<Episode> Ended { get; internal init; } = [];

    /// <summary>How long rescues take: what urgency goes by.</summary>
    public RescuePace Pace { get; internal init; } = RescuePace.Default;

    /// <summary>Who waits, the nearest deadline first.</summary>
    public ImmutableSortedSet<QueueRow> Waiting { get; internal init; } = WaitingSessions.NoRows;

    /// <summary>Who left the queue a moment ago, and how.</summary>
    public ImmutableDictionary<StreamSessionArn, QueueRow> Left { get; internal init; } =
        ImmutableDictionary<StreamSessionArn, QueueRow>.Empty;

    /// <summary>The row to begin with: the nearest deadline among those that can still be saved. Null when none can.</summary>
    public QueueRow? First { get; internal init; }

    /// <summary>The same among those that nobody has in hand. Null when there is none.</summary>
    public QueueRow? FirstUnclaimed { get; internal init; }

    /// <summary>Sessions that are ready for some time and that no client ever reached, the nearest deadline first.</summary>
    public ImmutableSortedSet<LiveStreamSession> NeverArrived { get; internal init; } = WaitingSessions.NoSessions;

    /// <summary>Grows when the queue and what stands below it change, and when a player goes into other hands.</summary>
    public long QueueVersion { get; internal init; }

    /// <summary>Of <see cref="Ended"/>, those whose player a rescue brought back, and who sees the game as far as anybody can know.</summary>
    public int Recovered { get; internal init; }

    /// <summary>When the last of <see cref="Ended"/> was lost, in service time; null when there is none.</summary>
    public DateTimeOffset? LastDropAt { get; internal init; }

    /// <summary>Of <see cref="Left"/>, those who are connected and see no game.</summary>
    public int WithoutPicture { get; internal init; }

    /// <summary>What all sessions come to.</summary>
    public FleetTotals Totals { get; internal init; } = FleetTotals.None;

    /// <summary>How many sessions have not ended, as it is said in passing on every page: another number once a second at most.</summary>
    public int LiveInPassing { get; internal init; }

    /// <summary>The rows of <see cref="Waiting"/>, by session.</summary>
    internal ImmutableDictionary<StreamSessionArn, QueueRow> Rows { get; init; } = ImmutableDictionary<StreamSessionArn, QueueRow>.Empty;

    /// <summary>Sessions that are there or that a rescue remembers, by the last part of their ARN.</summary>
    internal ImmutableDictionary<string, StreamSessionArn> ById { get; init; } =
        ImmutableDictionary.Create<string, StreamSessionArn>(StringComparer.Ordinal);

    /// <summary>A picture worked out from nothing but what is so now: nobody has left a moment ago.</summary>
    /// <param name="news">What is so.</param>
    /// <param name="now">On the <see cref="Time.FleetClock"/>.</param>
    /// <param name="isReadOnly">Whether nobody may act.</param>
    internal static FleetPicture Of(FleetNews news, DateTimeOffset now, bool isReadOnly = false)
    {
        var changes = news.Snapshot.Sessions.Select(session => new FleetChange(session.Key, Before: null, session.Value));
        return new QueueBook(isReadOnly).Take(news with { Changes = [.. changes] }, now);
    }

    /// <summary>The row of a player who waits, or who left a moment ago; null when there is none.</summary>
    public QueueRow? RowOf(StreamSessionArn session) => Rows.GetValueOrDefault(session) ?? Left.GetValueOrDefault(session);

    /// <summary>Whether a player waits.</summary>
    public bool IsWaiting(StreamSessionArn session) => Rows.ContainsKey(session);

    /// <summary>Finds a session by the last part of its ARN, as addresses name it; also one that only an episode or a rescue remembers.</summary>
    public StreamSessionArn? Find(string sessionId) =>
        ById.TryGetValue(sessionId, out var known)
            ? known
            : Ended.FirstOrDefault(episode => string.Equals(episode.Session.Id, sessionId, StringComparison.Ordinal))?.Session;
}

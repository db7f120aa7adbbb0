using System.Collections.Immutable;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Queue;

/// <summary>What a page shows at one moment: the fleet, the rescues and what ended within the hour. Immutable.</summary>
public sealed class FleetPicture(
    FleetSnapshot snapshot,
    ImmutableDictionary<StreamSessionArn, RescueAttempt> rescues,
    ImmutableArray<Episode> ended,
    RescuePace? pace = null
)
{
    public static readonly FleetPicture Empty = new(FleetSnapshot.Empty, ImmutableDictionary<StreamSessionArn, RescueAttempt>.Empty, []);

    private IReadOnlyList<LiveStreamSession>? _waiting;
    private int? _liveSessionCount;

    public FleetSnapshot Snapshot { get; } = snapshot;

    /// <summary>The newest attempt of each session.</summary>
    public ImmutableDictionary<StreamSessionArn, RescueAttempt> Rescues { get; } = rescues;

    /// <summary>Newest first.</summary>
    public ImmutableArray<Episode> Ended { get; } = ended;

    /// <summary>How long rescues take: what urgency goes by.</summary>
    public RescuePace Pace { get; } = pace ?? RescuePace.Default;

    /// <summary>The newest rescue link of each session.</summary>
    public ImmutableDictionary<StreamSessionArn, RescueLink> Links { get; init; } = ImmutableDictionary<StreamSessionArn, RescueLink>.Empty;

    /// <summary>The pages that stand by, by session.</summary>
    public ImmutableDictionary<StreamSessionArn, StandByPage> StandBy { get; init; } =
        ImmutableDictionary<StreamSessionArn, StandByPage>.Empty;

    /// <summary>Who waits, the nearest deadline first.</summary>
    public IReadOnlyList<LiveStreamSession> Waiting => _waiting ??= WaitingSessions.In(Snapshot, Rescues);

    /// <summary>Sessions that have not ended.</summary>
    public int LiveSessionCount => _liveSessionCount ??= Snapshot.Sessions.Values.Count(session => !session.IsOver);

    /// <summary>Finds a session by the last part of its ARN, as addresses name it; also one that only an episode or a rescue remembers.</summary>
    public StreamSessionArn? Find(string sessionId)
    {
        bool IsIt(StreamSessionArn arn) => string.Equals(arn.Id, sessionId, StringComparison.Ordinal);
        foreach (var arn in Snapshot.Sessions.Keys.Concat(Rescues.Keys).Concat(Ended.Select(episode => episode.Session)))
        {
            if (IsIt(arn))
            {
                return arn;
            }
        }

        return null;
    }
}

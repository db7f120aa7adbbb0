using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Queue;

/// <summary>All that a picture is made of, as it is now.</summary>
/// <param name="Snapshot">The newest of the fleet.</param>
/// <param name="Changes">What changed in the fleet since the picture before.</param>
internal sealed record FleetNews(FleetSnapshot Snapshot, IReadOnlyList<FleetChange> Changes)
{
    /// <summary>The newest attempt of each session: open, or ended within the hour.</summary>
    public ImmutableDictionary<StreamSessionArn, RescueAttempt> Rescues { get; init; } =
        ImmutableDictionary<StreamSessionArn, RescueAttempt>.Empty;

    /// <summary>The newest link of each session, made within the day.</summary>
    public ImmutableDictionary<StreamSessionArn, RescueLink> Links { get; init; } = ImmutableDictionary<StreamSessionArn, RescueLink>.Empty;

    /// <summary>The pages that stand by, by session: the one that its operator sees, with those behind it.</summary>
    public ImmutableDictionary<StreamSessionArn, StandByPage> StandBy { get; init; } =
        ImmutableDictionary<StreamSessionArn, StandByPage>.Empty;

    /// <summary>The newest claim of each session, also one that is over.</summary>
    public ImmutableDictionary<StreamSessionArn, Claim> Claims { get; init; } = ImmutableDictionary<StreamSessionArn, Claim>.Empty;

    /// <summary>Who looks at each session.</summary>
    public ImmutableDictionary<StreamSessionArn, Onlookers> Onlookers { get; init; } =
        ImmutableDictionary<StreamSessionArn, Onlookers>.Empty;

    /// <summary>Episodes that ended within the hour, in service time.</summary>
    public ImmutableArray<Episode> Ended { get; init; } = [];

    /// <summary>How long rescues take, by those that are stored.</summary>
    public RescuePace Pace { get; init; } = RescuePace.Default;
}

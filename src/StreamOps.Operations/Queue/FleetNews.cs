using StreamOps.Operations.Claims;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Queue;

/// <summary>All that a picture is made of, as it is now.</summary>
/// <param name="Snapshot">The newest of the fleet.</param>
/// <param name="Changes">What changed in the fleet since the picture before.</param>
internal sealed record FleetNews(FleetSnapshot Snapshot, IReadOnlyList<FleetChange> Changes)
{
    public ImmutableDictionary<StreamSessionArn, RescueAttempt> Rescues { get; init; } =
        ImmutableDictionary<StreamSessionArn, RescueAttempt>.Empty;

    public ImmutableDictionary<StreamSessionArn, RescueLink> Links { get; init; } = ImmutableDictionary<StreamSessionArn, RescueLink>.Empty;

    public ImmutableDictionary<StreamSessionArn, StandByPage> StandBy { get; init; } =
        ImmutableDictionary<StreamSessionArn, StandByPage>.Empty;

    public ImmutableDictionary<StreamSessionArn, Claim> Claims { get; init; } = ImmutableDictionary<StreamSessionArn, Claim>.Empty;

    public ImmutableDictionary<StreamSessionArn, Onlookers> Onlookers { get; init; } =
        ImmutableDictionary<StreamSessionArn, Onlookers>.Empty;

    public ImmutableArray<Episode> Ended { get; init; } = [];

    public RescuePace Pace { get; init; } = RescuePace.Default;
}

namespace StreamOps.Operations.Fleet;

/// <summary>Capacity of one stream group in one location, counted in sessions; null where the service reports nothing.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_LocationState.html</remarks>
/// <param name="LocationName">As <c>eu-central-1</c>.</param>
/// <param name="Status">The location's status in the API's word.</param>
public sealed record LocationCapacity(string LocationName, string Status)
{
    /// <summary>Whether sessions can be placed there.</summary>
    public bool IsActive => Status == "ACTIVE";

    /// <summary>Allocated and streaming (or held for a lost client): the service reports only what is left of it.</summary>
    public int? InUse => Allocated is { } allocated && Idle is { } idle ? Math.Max(0, allocated - idle) : null;

    /// <summary>Sessions that could start at once: allocated, and streaming nothing.</summary>
    public int? Idle { get; init; }

    /// <summary>Sessions there is compute for now, and that is paid for: in use or idle.</summary>
    public int? Allocated { get; init; }

    /// <summary>Most sessions that may be allocated.</summary>
    public int? Maximum { get; init; }

    /// <summary>Sessions asked to be kept idle, ready for the next starts.</summary>
    public int? TargetIdle { get; init; }

    /// <summary>Sessions' worth of capacity taken, and paid for, by sessions that wait for a lost client.</summary>
    public int HeldByLostSessions { get; init; }

    /// <summary>Nothing is idle and nothing more may be allocated: a start waits until a session ends.</summary>
    public bool NewStartsWillWait => Idle == 0 && Maximum is { } maximum && Allocated >= maximum;

    /// <summary>Less is idle than was asked to be kept ready.</summary>
    public bool IsTargetIdleMissed => TargetIdle is > 0 && Idle < TargetIdle;
}

/// <summary>What each location of each stream group has, uses and has left.</summary>
public static class CapacitySummary
{
    /// <summary>One entry for each location whose capacity is known, by stream group id; groups never read are missing.</summary>
    /// <param name="snapshot">Where the groups are.</param>
    /// <param name="held">How many sessions wait for a lost client, by stream group id and location.</param>
    public static ImmutableDictionary<string, ImmutableArray<LocationCapacity>> Of(
        FleetSnapshot snapshot,
        IReadOnlyDictionary<(string StreamGroupId, string Location), int> held
    ) =>
        snapshot
            .Groups.Values.Where(group => group.Group.Locations is not null)
            .ToImmutableDictionary(
                group => group.Group.Id,
                group =>
                    group
                        .Group.Locations!.Select(location => Of(location, held.GetValueOrDefault((group.Group.Id, location.LocationName))))
                        .ToImmutableArray(),
                StringComparer.Ordinal
            );

    private static LocationCapacity Of(LocationState location, int heldByLostSessions) =>
        new(location.LocationName, location.Status)
        {
            Idle = location.IdleCapacity,
            Allocated = location.AllocatedCapacity,
            Maximum = location.MaximumCapacity,
            TargetIdle = location.TargetIdleCapacity,
            HeldByLostSessions = heldByLostSessions,
        };
}

using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StreamGroupSummary.html</summary>
public sealed record StreamGroupSummaryWire(
    string Arn,
    DateTimeOffset CreatedAt,
    DefaultApplicationWire DefaultApplication,
    string Description,
    DateTimeOffset ExpiresAt,
    string Id,
    DateTimeOffset LastUpdatedAt,
    string Status,
    string StreamClass
)
{
    public static StreamGroupSummaryWire Of(EmulatedStreamGroup group) =>
        new(
            group.Arn,
            group.CreatedAt,
            DefaultApplicationWire.Of(group),
            group.Description,
            group.ExpiresAt,
            group.Id,
            group.CreatedAt,
            group.Status,
            group.StreamClass
        );
}

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamGroup.html</summary>
public sealed record StreamGroupWire(
    string Arn,
    IReadOnlyList<string> AssociatedApplications,
    DateTimeOffset CreatedAt,
    DefaultApplicationWire DefaultApplication,
    string Description,
    DateTimeOffset ExpiresAt,
    string Id,
    DateTimeOffset LastUpdatedAt,
    IReadOnlyList<LocationStateWire> LocationStates,
    string Status,
    string StreamClass
)
{
    public static StreamGroupWire Of(EmulatedStreamGroup group) =>
        new(
            group.Arn,
            [.. group.Applications.Select(application => application.Arn)],
            group.CreatedAt,
            DefaultApplicationWire.Of(group),
            group.Description,
            group.ExpiresAt,
            group.Id,
            group.CreatedAt,
            [.. group.Locations.Select(LocationStateWire.Of)],
            group.Status,
            group.StreamClass
        );
}

public sealed record DefaultApplicationWire(string Arn, string Id)
{
    public static DefaultApplicationWire Of(EmulatedStreamGroup group) => new(group.Applications[0].Arn, group.Applications[0].Id);
}

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_LocationState.html</summary>
public sealed record LocationStateWire(
    int AllocatedCapacity,
    int AlwaysOnCapacity,
    int IdleCapacity,
    string LocationName,
    int MaximumCapacity,
    int OnDemandCapacity,
    int RequestedCapacity,
    string Status,
    int TargetIdleCapacity
)
{
    public static LocationStateWire Of(CapacityPool pool) =>
        new(pool.Allocated, pool.AlwaysOn, pool.Idle, pool.Location, pool.Maximum, pool.OnDemand, pool.AlwaysOn, "ACTIVE", pool.TargetIdle);
}

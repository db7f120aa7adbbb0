using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StreamGroupSummary.html</summary>
public class StreamGroupSummaryWire(EmulatedStreamGroup group)
{
    public string Arn { get; } = group.Arn;
    public DateTimeOffset CreatedAt { get; } = group.CreatedAt;
    public DefaultApplicationWire DefaultApplication { get; } = new(group.Applications[0].Arn, group.Applications[0].Id);
    public string Description { get; } = group.Description;
    public DateTimeOffset ExpiresAt { get; } = group.ExpiresAt;
    public string Id { get; } = group.Id;
    public DateTimeOffset LastUpdatedAt { get; } = group.CreatedAt;
    public string Status { get; } = group.Status;
    public string StreamClass { get; } = group.StreamClass;
}

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamGroup.html</summary>
public sealed class StreamGroupWire(EmulatedStreamGroup group) : StreamGroupSummaryWire(group)
{
    public IReadOnlyList<string> AssociatedApplications { get; } = [.. group.Applications.Select(application => application.Arn)];
    public IReadOnlyList<LocationStateWire> LocationStates { get; } = [.. group.Locations.Select(pool => new LocationStateWire(pool))];
}

public sealed record DefaultApplicationWire(string Arn, string Id);

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_LocationState.html</summary>
public sealed class LocationStateWire(CapacityPool pool)
{
    public int AllocatedCapacity { get; } = pool.Allocated;
    public int AlwaysOnCapacity { get; } = pool.AlwaysOn;
    public int IdleCapacity { get; } = pool.Idle;
    public string LocationName { get; } = pool.Location;
    public int MaximumCapacity { get; } = pool.Maximum;
    public int OnDemandCapacity { get; } = pool.OnDemand;
    public int RequestedCapacity { get; } = pool.AlwaysOn;
    public string Status { get; } = "ACTIVE";
    public int TargetIdleCapacity { get; } = pool.TargetIdle;
}

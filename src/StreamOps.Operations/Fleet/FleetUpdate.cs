namespace StreamOps.Operations.Fleet;

/// <summary>What a watcher gets: the newest snapshot, and what changed since that watcher last looked.</summary>
public sealed record FleetUpdate(FleetSnapshot Snapshot, IReadOnlyList<FleetChange> Changes);

/// <summary>One session that is new, different or gone. Before is null for a new one, After for one that left the fleet.</summary>
public readonly record struct FleetChange(StreamSessionArn Arn, LiveStreamSession? Before, LiveStreamSession? After);

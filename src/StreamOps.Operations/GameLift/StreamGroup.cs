namespace StreamOps.Operations.GameLift;

/// <summary>A stream group. <see cref="Locations"/> and <see cref="StatusReason"/> are known only after GetStreamGroup.</summary>
public sealed record StreamGroup
{
    /// <summary>As <c>sg-1AB2C3De4</c>.</summary>
    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required StreamGroupStatus Status { get; init; }

    public string StatusReason { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>As <c>gen6n_high</c>.</summary>
    public string StreamClass { get; init; } = "";

    public string DefaultApplicationArn { get; init; } = "";

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>365 days after creation: from then on the group is read-only.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null until GetStreamGroup was asked.</summary>
    public IReadOnlyList<LocationState>? Locations { get; init; }
}

/// <summary>Capacity of one stream group in one location, counted in sessions, as the API reports it; null where it reports nothing.</summary>
public sealed record LocationState(string LocationName, string Status)
{
    public int? AlwaysOnCapacity { get; init; }

    public int? OnDemandCapacity { get; init; }

    public int? TargetIdleCapacity { get; init; }

    public int? MaximumCapacity { get; init; }

    public int? RequestedCapacity { get; init; }

    public int? AllocatedCapacity { get; init; }

    public int? IdleCapacity { get; init; }
}

/// <summary>A stream group's status in the API's word. Open.</summary>
public readonly record struct StreamGroupStatus(string Value)
{
    public static readonly StreamGroupStatus Activating = new("ACTIVATING");
    public static readonly StreamGroupStatus Active = new("ACTIVE");
    public static readonly StreamGroupStatus Error = new("ERROR");
    public static readonly StreamGroupStatus Deleting = new("DELETING");
    public static readonly StreamGroupStatus Expired = new("EXPIRED");

    public override string ToString() => Value;
}

/// <summary>An application: the name behind an ARN.</summary>
/// <param name="Arn">The identity.</param>
/// <param name="Id">As <c>a-9ZY8X7Wv6</c>.</param>
/// <param name="Description">The name people know; may be empty. Foreign text.</param>
public sealed record Application(string Arn, string Id, string Description);

namespace StreamOps.Operations.GameLift;

/// <summary>A stream group. <see cref="Locations"/> and <see cref="StatusReason"/> are known only after GetStreamGroup.</summary>
public sealed record StreamGroup
{
    /// <summary>As <c>sg-1AB2C3De4</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The API's word for how it is.</summary>
    public required StreamGroupStatus Status { get; init; }

    /// <summary>Why it is in error, in the API's word; empty where there is nothing to say.</summary>
    public string StatusReason { get; init; } = "";

    /// <summary>The name people know it by; may be empty. Foreign text.</summary>
    public string Description { get; init; } = "";

    /// <summary>As <c>gen6n_high</c>.</summary>
    public string StreamClass { get; init; } = "";

    /// <summary>The application that starts in it where no other is asked for; empty when it has none.</summary>
    public string DefaultApplicationArn { get; init; } = "";

    /// <summary>When it was made, in service time; null when the service did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>365 days after creation: from then on the group is read-only.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null until GetStreamGroup was asked.</summary>
    public IReadOnlyList<LocationState>? Locations { get; init; }
}

/// <summary>Capacity of one stream group in one location, counted in sessions, as the API reports it; null where it reports nothing.</summary>
public sealed record LocationState(string LocationName, string Status)
{
    /// <summary>Asked for, to be there at all times.</summary>
    public int? AlwaysOnCapacity { get; init; }

    /// <summary>Asked for, to be added when sessions need it.</summary>
    public int? OnDemandCapacity { get; init; }

    /// <summary>Asked for, to stand ready beyond what is in use.</summary>
    public int? TargetIdleCapacity { get; init; }

    /// <summary>Asked for, as the most there may be.</summary>
    public int? MaximumCapacity { get; init; }

    /// <summary>What the service works towards.</summary>
    public int? RequestedCapacity { get; init; }

    /// <summary>What is there, in use or not.</summary>
    public int? AllocatedCapacity { get; init; }

    /// <summary>What is there and not in use.</summary>
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

namespace Amazon.GameLiftStreams;

/// <summary>Status of a stream group. Open: the service may add values.</summary>
public partial class StreamGroupStatus(string value) : ConstantClass(value)
{
    /// <summary>It is being prepared.</summary>
    public static readonly StreamGroupStatus ACTIVATING = new("ACTIVATING");

    /// <summary>It takes sessions.</summary>
    public static readonly StreamGroupStatus ACTIVE = new("ACTIVE");

    /// <summary>It is there, but some location is in error.</summary>
    public static readonly StreamGroupStatus ACTIVE_WITH_ERRORS = new("ACTIVE_WITH_ERRORS");

    /// <summary>It is being deleted, its sessions ended.</summary>
    public static readonly StreamGroupStatus DELETING = new("DELETING");

    /// <summary>It could not be prepared.</summary>
    public static readonly StreamGroupStatus ERROR = new("ERROR");

    /// <summary>It is too old to take sessions.</summary>
    public static readonly StreamGroupStatus EXPIRED = new("EXPIRED");

    /// <summary>Locations or capacities are changing.</summary>
    public static readonly StreamGroupStatus UPDATING_LOCATIONS = new("UPDATING_LOCATIONS");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static StreamGroupStatus FindValue(string value) => FindValue<StreamGroupStatus>(value);

    public static implicit operator StreamGroupStatus(string value) => FindValue(value);
}

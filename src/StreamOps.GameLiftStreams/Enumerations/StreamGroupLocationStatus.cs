namespace Amazon.GameLiftStreams;

/// <summary>Status of a location of a stream group. Open: the service may add values.</summary>
public partial class StreamGroupLocationStatus(string value) : ConstantClass(value)
{
    /// <summary>It is being prepared.</summary>
    public static readonly StreamGroupLocationStatus ACTIVATING = new("ACTIVATING");

    /// <summary>It takes sessions.</summary>
    public static readonly StreamGroupLocationStatus ACTIVE = new("ACTIVE");

    /// <summary>It could not be prepared.</summary>
    public static readonly StreamGroupLocationStatus ERROR = new("ERROR");

    /// <summary>It is being removed.</summary>
    public static readonly StreamGroupLocationStatus REMOVING = new("REMOVING");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static StreamGroupLocationStatus FindValue(string value) => FindValue<StreamGroupLocationStatus>(value);

    public static implicit operator StreamGroupLocationStatus(string value) => FindValue(value);
}

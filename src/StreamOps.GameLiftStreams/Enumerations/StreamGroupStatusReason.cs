namespace Amazon.GameLiftStreams;

/// <summary>Why a stream group is in error. Open: the service may add values.</summary>
public partial class StreamGroupStatusReason(string value) : ConstantClass(value)
{
    /// <summary>The service failed.</summary>
    public static readonly StreamGroupStatusReason InternalError = new("internalError");

    /// <summary>The compute asked for is not to be had.</summary>
    public static readonly StreamGroupStatusReason NoAvailableInstances = new("noAvailableInstances");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static StreamGroupStatusReason FindValue(string value) => FindValue<StreamGroupStatusReason>(value);

    public static implicit operator StreamGroupStatusReason(string value) => FindValue(value);
}

namespace Amazon.GameLiftStreams;

/// <summary>Status of the copy of an application in a location. Open: the service may add values.</summary>
public partial class ReplicationStatusType(string value) : ConstantClass(value)
{
    /// <summary>The copy is complete.</summary>
    public static readonly ReplicationStatusType COMPLETED = new("COMPLETED");

    /// <summary>The copy is being made.</summary>
    public static readonly ReplicationStatusType REPLICATING = new("REPLICATING");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static ReplicationStatusType FindValue(string value) => FindValue<ReplicationStatusType>(value);

    public static implicit operator ReplicationStatusType(string value) => FindValue(value);
}

namespace Amazon.GameLiftStreams;

/// <summary>Status of a stream session. Open: the service may add values.</summary>
public partial class StreamSessionStatus(string value) : ConstantClass(value)
{
    /// <summary>It is being placed and started.</summary>
    public static readonly StreamSessionStatus ACTIVATING = new("ACTIVATING");

    /// <summary>It is ready for a client to connect.</summary>
    public static readonly StreamSessionStatus ACTIVE = new("ACTIVE");

    /// <summary>A client is connected.</summary>
    public static readonly StreamSessionStatus CONNECTED = new("CONNECTED");

    /// <summary>It ended by a fault; see the reason.</summary>
    public static readonly StreamSessionStatus ERROR = new("ERROR");

    /// <summary>Its client was lost; it waits for one to come back.</summary>
    public static readonly StreamSessionStatus PENDING_CLIENT_RECONNECTION = new("PENDING_CLIENT_RECONNECTION");

    /// <summary>A new connection is being prepared.</summary>
    public static readonly StreamSessionStatus RECONNECTING = new("RECONNECTING");

    /// <summary>It ended; see the reason.</summary>
    public static readonly StreamSessionStatus TERMINATED = new("TERMINATED");

    /// <summary>It is ending.</summary>
    public static readonly StreamSessionStatus TERMINATING = new("TERMINATING");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static StreamSessionStatus FindValue(string value) => FindValue<StreamSessionStatus>(value);

    public static implicit operator StreamSessionStatus(string value) => FindValue(value);
}

namespace Amazon.GameLiftStreams;

/// <summary>Why a stream session ended. Open: the service may add values.</summary>
public partial class StreamSessionStatusReason(string value) : ConstantClass(value)
{
    /// <summary>TerminateStreamSession was called.</summary>
    public static readonly StreamSessionStatusReason ApiTerminated = new("apiTerminated");

    /// <summary>The application quit or crashed.</summary>
    public static readonly StreamSessionStatusReason ApplicationExit = new("applicationExit");

    /// <summary>The log bucket could not be written.</summary>
    public static readonly StreamSessionStatusReason ApplicationLogS3DestinationError = new("applicationLogS3DestinationError");

    /// <summary>The role of the session could not be assumed.</summary>
    public static readonly StreamSessionStatusReason AssumeRoleFailed = new("assumeRoleFailed");

    /// <summary>No client connected in time.</summary>
    public static readonly StreamSessionStatusReason ConnectionTimeout = new("connectionTimeout");

    /// <summary>No input came for a long time.</summary>
    public static readonly StreamSessionStatusReason IdleTimeout = new("idleTimeout");

    /// <summary>The service failed.</summary>
    public static readonly StreamSessionStatusReason InternalError = new("internalError");

    /// <summary>The offer was not valid.</summary>
    public static readonly StreamSessionStatusReason InvalidSignalRequest = new("invalidSignalRequest");

    /// <summary>The length of the session was used up.</summary>
    public static readonly StreamSessionStatusReason MaxSessionLengthTimeout = new("maxSessionLengthTimeout");

    /// <summary>There was no capacity in time.</summary>
    public static readonly StreamSessionStatusReason PlacementTimeout = new("placementTimeout");

    /// <summary>The lost client did not come back in time.</summary>
    public static readonly StreamSessionStatusReason ReconnectionTimeout = new("reconnectionTimeout");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static StreamSessionStatusReason FindValue(string value) => FindValue<StreamSessionStatusReason>(value);

    public static implicit operator StreamSessionStatusReason(string value) => FindValue(value);
}

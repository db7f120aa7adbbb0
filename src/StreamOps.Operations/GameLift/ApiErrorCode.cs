namespace StreamOps.Operations.GameLift;

/// <summary>An error code as the service sent it, or one of ours. Open: an unknown code shows as itself.</summary>
public readonly record struct ApiErrorCode(string Value)
{
    public static readonly ApiErrorCode AccessDenied = new("AccessDeniedException");
    public static readonly ApiErrorCode Conflict = new("ConflictException");
    public static readonly ApiErrorCode InternalServer = new("InternalServerException");
    public static readonly ApiErrorCode ResourceNotFound = new("ResourceNotFoundException");
    public static readonly ApiErrorCode Throttling = new("ThrottlingException");
    public static readonly ApiErrorCode Validation = new("ValidationException");
    public static readonly ApiErrorCode ExpiredToken = new("ExpiredTokenException");
    public static readonly ApiErrorCode UnrecognizedClient = new("UnrecognizedClientException");

    /// <summary>Ours: our own deadline passed before an answer came. The outcome is unknown.</summary>
    public static readonly ApiErrorCode TimedOut = new("StreamOps.TimedOut");

    /// <summary>Ours: the connection broke after or while sending. The outcome is unknown.</summary>
    public static readonly ApiErrorCode ConnectionLost = new("StreamOps.ConnectionLost");

    /// <summary>Ours: the host could not be reached; nothing was sent.</summary>
    public static readonly ApiErrorCode Unreachable = new("StreamOps.Unreachable");

    /// <summary>Ours: the answer could not be read. The outcome is unknown.</summary>
    public static readonly ApiErrorCode UnreadableAnswer = new("StreamOps.UnreadableAnswer");

    /// <summary>Ours: StreamOps itself failed in the middle. The outcome is unknown.</summary>
    public static readonly ApiErrorCode BrokenOff = new("StreamOps.BrokenOff");

    /// <summary>Ours: the service answered, and the page that gets the answer may not load the protocol script it names.</summary>
    public static readonly ApiErrorCode ScriptKeptOut = new("StreamOps.ScriptKeptOut");

    /// <summary>Ours: there are no usable credentials.</summary>
    public static readonly ApiErrorCode NoCredentials = new("StreamOps.NoCredentials");

    public override string ToString() => Value;
}

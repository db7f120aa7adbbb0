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

    /// <summary>Ours: the profile's SSO login is missing or has ended; nothing was sent.</summary>
    public static readonly ApiErrorCode SsoLoginNeeded = new("StreamOps.SsoLoginNeeded");

    /// <summary>Ours: the profile's role wants an MFA code; nothing was sent.</summary>
    public static readonly ApiErrorCode MfaCodeNeeded = new("StreamOps.MfaCodeNeeded");

    /// <summary>Ours: the profile's <c>credential_process</c> gave nothing usable; nothing was sent.</summary>
    public static readonly ApiErrorCode CredentialProcessFailed = new("StreamOps.CredentialProcessFailed");

    /// <summary>Ours: the profile's <c>credential_process</c> takes longer than a call may wait for it; nothing was sent.</summary>
    public static readonly ApiErrorCode CredentialProcessSlow = new("StreamOps.CredentialProcessSlow");

    /// <summary>Ours: the profile gave no credentials for another reason; nothing was sent.</summary>
    public static readonly ApiErrorCode ProfileFailed = new("StreamOps.ProfileFailed");

    /// <summary>Ours: the proxy did not open a way to the service; nothing was sent.</summary>
    public static readonly ApiErrorCode ProxyRefused = new("StreamOps.ProxyRefused");

    /// <summary>Ours: a proxy or a network's sign-in page answered in the service's place.</summary>
    public static readonly ApiErrorCode SomethingBetween = new("StreamOps.SomethingBetween");

    /// <summary>Ours: StreamOps itself has a defect, which its log names.</summary>
    public static readonly ApiErrorCode OwnDefect = new("StreamOps.OwnDefect");

    /// <summary>The profile that the code is about, for its words; null or empty where none is. No part of what the code is.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether there were no credentials to send anything with.</summary>
    public bool IsAboutProfile =>
        this == SsoLoginNeeded
        || this == MfaCodeNeeded
        || this == CredentialProcessFailed
        || this == CredentialProcessSlow
        || this == ProfileFailed;

    /// <summary>Whether the call never left.</summary>
    public bool MeansNothingWasSent => IsAboutProfile || this == NoCredentials || this == Unreachable || this == ProxyRefused;

    public bool Equals(ApiErrorCode other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value ?? "");

    public override string ToString() => Value;
}

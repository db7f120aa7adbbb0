namespace StreamOps.Operations.GameLift;

/// <summary>A call to the service that did not succeed. Decide on <see cref="Code"/>, never on the exception's type.</summary>
/// <remarks>Its texts never hold an offer, an answer or a credential.</remarks>
public sealed class GameLiftException(ApiErrorCode code, string operation, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The service's error code, or one of ours where the service said nothing.</summary>
    public ApiErrorCode Code { get; } = code;

    /// <summary>The API operation, as <c>ListStreamSessions</c>.</summary>
    public string Operation { get; } = operation;

    /// <summary>HTTP status; 0 when no answer came.</summary>
    public int HttpStatus { get; init; }

    /// <summary>The service's id of the call; empty when no answer came.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Whether the service answered at all. No answer means unknown, not failed: the effect may have happened.</summary>
    public bool WasAnswered { get; init; }

    /// <summary>The wait the service asked for, if it did.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

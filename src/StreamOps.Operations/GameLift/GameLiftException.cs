namespace StreamOps.Operations.GameLift;

/// <summary>A call to the service that did not succeed. Decide on <see cref="Code"/>, never on the exception's type.</summary>
/// <remarks>Its texts never hold an offer, an answer or a credential.</remarks>
public sealed class GameLiftException : Exception
{
    /// <summary>Creates the exception for one failed call.</summary>
    public GameLiftException(ApiErrorCode code, string operation, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Operation = operation;
    }

    /// <summary>The service's error code, or one of ours where the service said nothing.</summary>
    public ApiErrorCode Code { get; }

    /// <summary>The API operation, as <c>ListStreamSessions</c>.</summary>
    public string Operation { get; }

    /// <summary>HTTP status; 0 when no answer came.</summary>
    public int HttpStatus { get; init; }

    /// <summary>The service's id of the call; empty when no answer came.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Whether the service answered at all. No answer means unknown, not failed: the effect may have happened.</summary>
    public bool WasAnswered { get; init; }

    /// <summary>The wait the service asked for, if it did.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

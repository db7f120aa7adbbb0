namespace Amazon.GameLiftStreams.Model;

/// <summary>The session is not ready for access yet; trying again may help. HTTP 409.</summary>
public partial class StreamSessionAccessNotReadyException : AmazonGameLiftStreamsException
{
    public StreamSessionAccessNotReadyException() { }

    public StreamSessionAccessNotReadyException(string message)
        : base(message) { }

    public StreamSessionAccessNotReadyException(string message, Exception innerException)
        : base(message, innerException) { }

    public StreamSessionAccessNotReadyException(Exception innerException)
        : base(innerException) { }

    public StreamSessionAccessNotReadyException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public StreamSessionAccessNotReadyException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <summary>Safe to try again.</summary>
    public override RetryableDetails Retryable { get; } = new(throttling: false);
}

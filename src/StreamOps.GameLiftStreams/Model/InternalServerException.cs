namespace Amazon.GameLiftStreams.Model;

/// <summary>The service failed; trying again may help. HTTP 500.</summary>
public partial class InternalServerException : AmazonGameLiftStreamsException
{
    public InternalServerException() { }

    public InternalServerException(string message)
        : base(message) { }

    public InternalServerException(string message, Exception innerException)
        : base(message, innerException) { }

    public InternalServerException(Exception innerException)
        : base(innerException) { }

    public InternalServerException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public InternalServerException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <summary>Safe to try again.</summary>
    public override RetryableDetails Retryable { get; } = new(throttling: false);
}

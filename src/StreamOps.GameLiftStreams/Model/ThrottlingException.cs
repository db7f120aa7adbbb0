namespace Amazon.GameLiftStreams.Model;

/// <summary>Too many requests; wait before the next. HTTP 429.</summary>
public partial class ThrottlingException : AmazonGameLiftStreamsException
{
    public ThrottlingException() { }

    public ThrottlingException(string message)
        : base(message) { }

    public ThrottlingException(string message, Exception innerException)
        : base(message, innerException) { }

    public ThrottlingException(Exception innerException)
        : base(innerException) { }

    public ThrottlingException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public ThrottlingException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <summary>Safe to try again, after a pause.</summary>
    public override RetryableDetails Retryable { get; } = new(throttling: true);
}

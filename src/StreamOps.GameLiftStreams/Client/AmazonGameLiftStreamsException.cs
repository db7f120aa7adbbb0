namespace Amazon.GameLiftStreams;

/// <summary>The service answered with an error, or a request was not fit to be sent. Decide on <c>ErrorCode</c>.</summary>
public partial class AmazonGameLiftStreamsException : AmazonServiceException
{
    public AmazonGameLiftStreamsException() { }

    public AmazonGameLiftStreamsException(string message)
        : base(message) { }

    public AmazonGameLiftStreamsException(string message, Exception innerException)
        : base(message, innerException) { }

    public AmazonGameLiftStreamsException(Exception innerException)
        : base(innerException) { }

    public AmazonGameLiftStreamsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public AmazonGameLiftStreamsException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

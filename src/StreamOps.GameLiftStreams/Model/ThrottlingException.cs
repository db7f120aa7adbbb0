using System.Net;
using Amazon.Runtime;

namespace Amazon.GameLiftStreams.Model;

/// <summary>Too many requests; wait before the next. HTTP 429.</summary>
public partial class ThrottlingException : AmazonGameLiftStreamsException
{
    /// <summary>Without a text of its own.</summary>
    public ThrottlingException() { }

    /// <summary>With a text.</summary>
    public ThrottlingException(string message)
        : base(message) { }

    /// <summary>With a text and a cause.</summary>
    public ThrottlingException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With a cause.</summary>
    public ThrottlingException(Exception innerException)
        : base(innerException) { }

    /// <summary>As answered by the service, with a cause.</summary>
    public ThrottlingException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>As answered by the service.</summary>
    public ThrottlingException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <summary>Safe to try again, after a pause.</summary>
    public override RetryableDetails Retryable { get; } = new(throttling: true);
}

using System.Net;
using Amazon.Runtime;

namespace Amazon.GameLiftStreams.Model;

/// <summary>The service failed; trying again may help. HTTP 500.</summary>
public partial class InternalServerException : AmazonGameLiftStreamsException
{
    /// <summary>Without a text of its own.</summary>
    public InternalServerException() { }

    /// <summary>With a text.</summary>
    public InternalServerException(string message)
        : base(message) { }

    /// <summary>With a text and a cause.</summary>
    public InternalServerException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With a cause.</summary>
    public InternalServerException(Exception innerException)
        : base(innerException) { }

    /// <summary>As answered by the service, with a cause.</summary>
    public InternalServerException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>As answered by the service.</summary>
    public InternalServerException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <summary>Safe to try again.</summary>
    public override RetryableDetails Retryable { get; } = new(throttling: false);
}

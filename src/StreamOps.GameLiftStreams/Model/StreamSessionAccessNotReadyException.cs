using System.Net;
using Amazon.Runtime;

namespace Amazon.GameLiftStreams.Model;

/// <summary>The session is not ready for access yet; trying again may help. HTTP 409.</summary>
public partial class StreamSessionAccessNotReadyException : AmazonGameLiftStreamsException
{
    /// <summary>Without a text of its own.</summary>
    public StreamSessionAccessNotReadyException() { }

    /// <summary>With a text.</summary>
    public StreamSessionAccessNotReadyException(string message)
        : base(message) { }

    /// <summary>With a text and a cause.</summary>
    public StreamSessionAccessNotReadyException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With a cause.</summary>
    public StreamSessionAccessNotReadyException(Exception innerException)
        : base(innerException) { }

    /// <summary>As answered by the service, with a cause.</summary>
    public StreamSessionAccessNotReadyException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>As answered by the service.</summary>
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

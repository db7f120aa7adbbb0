using System.Net;
using Amazon.Runtime;

namespace Amazon.GameLiftStreams;

/// <summary>The service answered with an error, or a request was not fit to be sent. Decide on <c>ErrorCode</c>.</summary>
public partial class AmazonGameLiftStreamsException : AmazonServiceException
{
    /// <summary>Without a text of its own.</summary>
    public AmazonGameLiftStreamsException() { }

    /// <summary>With a text.</summary>
    public AmazonGameLiftStreamsException(string message)
        : base(message) { }

    /// <summary>With a text and a cause.</summary>
    public AmazonGameLiftStreamsException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With a cause.</summary>
    public AmazonGameLiftStreamsException(Exception innerException)
        : base(innerException) { }

    /// <summary>As answered by the service, with a cause.</summary>
    public AmazonGameLiftStreamsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>As answered by the service.</summary>
    public AmazonGameLiftStreamsException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

using System.Net;
using Amazon.Runtime;

namespace Amazon.GameLiftStreams.Model;

/// <summary>The resource is in a state that does not allow this. HTTP 409.</summary>
public partial class ConflictException : AmazonGameLiftStreamsException
{
    /// <summary>Without a text of its own.</summary>
    public ConflictException() { }

    /// <summary>With a text.</summary>
    public ConflictException(string message)
        : base(message) { }

    /// <summary>With a text and a cause.</summary>
    public ConflictException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With a cause.</summary>
    public ConflictException(Exception innerException)
        : base(innerException) { }

    /// <summary>As answered by the service, with a cause.</summary>
    public ConflictException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>As answered by the service.</summary>
    public ConflictException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

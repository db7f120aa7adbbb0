using System.Net;
using Amazon.Runtime;

namespace Amazon.GameLiftStreams.Model;

/// <summary>There is no such resource. HTTP 404.</summary>
public partial class ResourceNotFoundException : AmazonGameLiftStreamsException
{
    /// <summary>Without a text of its own.</summary>
    public ResourceNotFoundException() { }

    /// <summary>With a text.</summary>
    public ResourceNotFoundException(string message)
        : base(message) { }

    /// <summary>With a text and a cause.</summary>
    public ResourceNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With a cause.</summary>
    public ResourceNotFoundException(Exception innerException)
        : base(innerException) { }

    /// <summary>As answered by the service, with a cause.</summary>
    public ResourceNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>As answered by the service.</summary>
    public ResourceNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

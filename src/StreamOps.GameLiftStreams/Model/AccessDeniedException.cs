using System.Net;
using Amazon.Runtime;

namespace Amazon.GameLiftStreams.Model;

/// <summary>The caller may not do this. HTTP 403.</summary>
public partial class AccessDeniedException : AmazonGameLiftStreamsException
{
    /// <summary>Without a text of its own.</summary>
    public AccessDeniedException() { }

    /// <summary>With a text.</summary>
    public AccessDeniedException(string message)
        : base(message) { }

    /// <summary>With a text and a cause.</summary>
    public AccessDeniedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With a cause.</summary>
    public AccessDeniedException(Exception innerException)
        : base(innerException) { }

    /// <summary>As answered by the service, with a cause.</summary>
    public AccessDeniedException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>As answered by the service.</summary>
    public AccessDeniedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

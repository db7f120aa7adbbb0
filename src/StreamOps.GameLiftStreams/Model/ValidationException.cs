using System.Net;
using Amazon.Runtime;

namespace Amazon.GameLiftStreams.Model;

/// <summary>The request breaks a rule of the API. HTTP 400.</summary>
public partial class ValidationException : AmazonGameLiftStreamsException
{
    /// <summary>Without a text of its own.</summary>
    public ValidationException() { }

    /// <summary>With a text.</summary>
    public ValidationException(string message)
        : base(message) { }

    /// <summary>With a text and a cause.</summary>
    public ValidationException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With a cause.</summary>
    public ValidationException(Exception innerException)
        : base(innerException) { }

    /// <summary>As answered by the service, with a cause.</summary>
    public ValidationException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>As answered by the service.</summary>
    public ValidationException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

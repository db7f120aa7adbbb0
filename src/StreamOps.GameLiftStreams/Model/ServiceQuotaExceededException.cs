using System.Net;
using Amazon.Runtime;

namespace Amazon.GameLiftStreams.Model;

/// <summary>A quota of the account is used up. HTTP 402.</summary>
public partial class ServiceQuotaExceededException : AmazonGameLiftStreamsException
{
    /// <summary>Without a text of its own.</summary>
    public ServiceQuotaExceededException() { }

    /// <summary>With a text.</summary>
    public ServiceQuotaExceededException(string message)
        : base(message) { }

    /// <summary>With a text and a cause.</summary>
    public ServiceQuotaExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With a cause.</summary>
    public ServiceQuotaExceededException(Exception innerException)
        : base(innerException) { }

    /// <summary>As answered by the service, with a cause.</summary>
    public ServiceQuotaExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>As answered by the service.</summary>
    public ServiceQuotaExceededException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

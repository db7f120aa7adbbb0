using Amazon.GameLiftStreams.Model;

namespace Amazon.GameLiftStreams.Internal;

/// <summary>An error code of the service and the exception it becomes.</summary>
internal sealed record ServiceError(string Code, Func<ErrorResponse, AmazonGameLiftStreamsException> ToException);

/// <summary>The error codes which the covered operations model.</summary>
internal static class ServiceErrors
{
    public static readonly ServiceError Conflict = new(
        "ConflictException",
        e => new ConflictException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode)
    );

    public static readonly ServiceError ResourceNotFound = new(
        "ResourceNotFoundException",
        e => new ResourceNotFoundException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode)
    );

    /// <summary>What every operation models.</summary>
    private static readonly ServiceError[] Common =
    [
        new(
            "AccessDeniedException",
            e => new AccessDeniedException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode)
        ),
        new(
            "InternalServerException",
            e => new InternalServerException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode)
        ),
        new("ThrottlingException", e => new ThrottlingException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode)),
        new("ValidationException", e => new ValidationException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode)),
    ];

    /// <summary>The exception for an error that the service sent; a code which the operation does not model gives the base exception.</summary>
    public static AmazonGameLiftStreamsException ToException(ErrorResponse error, ServiceError[] modelled)
    {
        foreach (var known in modelled.Concat(Common))
        {
            if (string.Equals(known.Code, error.Code, StringComparison.Ordinal))
            {
                return known.ToException(error);
            }
        }

        return new AmazonGameLiftStreamsException(
            error.Message,
            error.InnerException,
            error.Type,
            error.Code,
            error.RequestId,
            error.StatusCode
        );
    }
}

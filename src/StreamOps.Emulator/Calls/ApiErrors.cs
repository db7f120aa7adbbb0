using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Calls;

/// <summary>The errors the API declares, with their status codes.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/CommonErrors.html</summary>
public static class ApiErrors
{
    public static ApiException Validation(string message) => new(400, "ValidationException", message);

    public static ApiException NotFound(string what) => new(404, "ResourceNotFoundException", $"{what} was not found.");

    public static ApiException Conflict(string message) => new(409, "ConflictException", message);

    public static ApiException Throttled() => new(429, "ThrottlingException", "Rate exceeded.");

    public static ApiException UnknownOperation() => new(404, "UnknownOperationException", "The requested operation is not known.");

    public static ApiException TooLarge() => new(413, "RequestEntityTooLargeException", "The request is too large.");

    public static ApiException MissingToken() => new(403, "MissingAuthenticationTokenException", "Missing Authentication Token");

    public static ApiException IncompleteSignature(string message) => new(403, "IncompleteSignature", message);

    public static ApiException InvalidSignature(string message) => new(403, "InvalidSignatureException", message);

    public static ApiException UnrecognizedClient() =>
        new(403, "UnrecognizedClientException", "The security token included in the request is invalid.");

    public static ApiException Internal() => new(500, "InternalServerException", "The service encountered an internal error.");

    /// <summary>A refusal whose error the documentation leaves open.</summary>
    public static ApiException Refusal(RefusalCode code, string message) =>
        code switch
        {
            RefusalCode.Conflict => Conflict(message),
            RefusalCode.NotFound => new(404, "ResourceNotFoundException", message),
            _ => Validation(message),
        };
}

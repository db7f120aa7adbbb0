using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace StreamOps.Operations.GameLift;

/// <summary>Turns all that the AWS client may throw into <see cref="GameLiftException"/>.</summary>
/// <remarks>Messages are ours, or the first line of the service's own; none of them repeats a request, an answer or a credential.</remarks>
internal static class AwsErrors
{
    /// <summary>No pause that an answer asks for is longer than this: a proxy that says a day would have nobody looked at, and a player waits two minutes.</summary>
    internal static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    private static readonly string[] IdHeaders = ["x-amzn-RequestId", "x-amz-request-id", "x-amzn-ErrorType"];

    public static GameLiftException Translate(Exception exception, string operation) =>
        exception switch
        {
            NoCredentialsException none => Unanswered(none.Code, operation, none),
            // Every answer of the service carries its id: without one, somebody else's page was read.
            AmazonUnmarshallingException { RequestId: null or "" } unreadable => Between(unreadable.StatusCode, operation),
            // First, because it calls itself a service exception: a 200 that cannot be read may well have had its effect.
            AmazonUnmarshallingException or MissingMemberException or FormatException => Unanswered(
                ApiErrorCode.UnreadableAnswer,
                operation,
                exception
            ),
            AmazonServiceException { StatusCode: not default(HttpStatusCode) } service when IsFromBetween(service) => Between(
                service.StatusCode,
                operation
            ),
            AmazonServiceException { StatusCode: not default(HttpStatusCode) } service => Refused(service, operation),
            AmazonServiceException { InnerException: { } inner } => Translate(inner, operation),
            OperationCanceledException or TimeoutException => Unanswered(ApiErrorCode.TimedOut, operation, exception),
            HttpRequestException http => Unanswered(CodeOf(http), operation, http),
            IOException or SocketException => Unanswered(ApiErrorCode.ConnectionLost, operation, exception),
            AmazonClientException
            {
                InnerException: (NoCredentialsException or HttpRequestException or IOException or TimeoutException) and var inner
            } => Translate(inner, operation),
            AmazonClientException => Unanswered(ApiErrorCode.NoCredentials, operation, exception),
            _ => Unanswered(ApiErrorCode.ConnectionLost, operation, exception),
        };

    /// <summary>Whether the request was refused for its date alone: a wrong secret has the same code, and is not to be tried again.</summary>
    public static bool IsClockSkew(AmazonServiceException exception) =>
        exception.ErrorCode switch
        {
            "RequestTimeTooSkewed" or "RequestExpired" => true,
            "InvalidSignatureException" => exception.Message.Contains("expired", StringComparison.OrdinalIgnoreCase)
                || exception.Message.Contains("not yet current", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

    private static GameLiftException Refused(AmazonServiceException exception, string operation)
    {
        var status = (int)exception.StatusCode;
        var code = exception.ErrorCode is { Length: > 0 } sent ? new ApiErrorCode(sent) : OfStatus(status);
        return new(code, operation, FirstLineOf(exception.Message))
        {
            HttpStatus = status,
            RequestId = exception.RequestId ?? "",
            WasAnswered = true,
            RetryAfter = RetryAfter(exception),
        };
    }

    /// <summary>Where a signature is refused, the request as it should have been signed follows, with the session token among its headers.</summary>
    private static string FirstLineOf(string message) =>
        message.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? message[..end] : message;

    /// <summary>A proxy's page carries no code: its status has to do.</summary>
    private static ApiErrorCode OfStatus(int status) =>
        status switch
        {
            401 or 403 => ApiErrorCode.AccessDenied,
            404 => ApiErrorCode.ResourceNotFound,
            429 => ApiErrorCode.Throttling,
            >= 500 => ApiErrorCode.InternalServer,
            _ => ApiErrorCode.Validation,
        };

    private static TimeSpan? RetryAfter(AmazonServiceException exception) =>
        exception.InnerException is HttpErrorResponseException { Response: { } response }
        && int.TryParse(response.GetHeaderValue("Retry-After"), CultureInfo.InvariantCulture, out var seconds)
        && seconds >= 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestRetryAfter.TotalSeconds))
            : null;

    /// <summary>The inner exception is left out on purpose: an unreadable answer's text may be quoted in it.</summary>
    private static GameLiftException Unanswered(ApiErrorCode code, string operation, Exception exception) =>
        new(code, operation, $"{operation} got no usable answer ({exception.GetType().Name}).");

    private static ApiErrorCode CodeOf(HttpRequestException exception) =>
        exception.HttpRequestError switch
        {
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError =>
                ApiErrorCode.Unreachable,
            HttpRequestError.ProxyTunnelError => ApiErrorCode.ProxyRefused,
            // An answer larger than any of the service's.
            HttpRequestError.ConfigurationLimitExceeded => ApiErrorCode.UnreadableAnswer,
            _ => ApiErrorCode.ConnectionLost,
        };

    /// <summary>A refusal or a redirect that is not the service's: no id of a call, no code. A gateway's 5xx is a fault of the way, as ever.</summary>
    private static bool IsFromBetween(AmazonServiceException exception) =>
        (int)exception.StatusCode < 500
        && exception.InnerException is HttpErrorResponseException { Response: { } response }
        && !IdHeaders.Any(name => response.IsHeaderPresent(name) && response.GetHeaderValue(name).Length > 0);

    private static GameLiftException Between(HttpStatusCode status, string operation) =>
        new(ApiErrorCode.SomethingBetween, operation, $"{operation} was answered by something else than the service.")
        {
            HttpStatus = (int)status,
        };
}

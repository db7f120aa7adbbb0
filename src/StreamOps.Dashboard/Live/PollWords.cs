using StreamOps.Operations.Errors;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;

namespace StreamOps.Dashboard.Live;

/// <summary>Why the reads do not succeed, in a few words.</summary>
public static class PollWords
{
    public static string Of(PollHealth health) =>
        health.Error is not { } error ? "the reads do not succeed"
        : error == ApiErrorCode.Throttling ? "throttled"
        : error == ApiErrorCode.AccessDenied ? $"missing {PermissionFor(health.ErrorOperation)}"
        : error == ApiErrorCode.TimedOut ? "no answer in time"
        : error == ApiErrorCode.ConnectionLost ? "the connection broke"
        : error == ApiErrorCode.Unreachable ? "the service cannot be reached"
        : error == ApiErrorCode.UnreadableAnswer ? "the answer cannot be read"
        : error == ApiErrorCode.NoCredentials ? "there are no credentials"
        : error == ApiErrorCode.ExpiredToken ? "the credentials have ended"
        : error == ApiErrorCode.UnrecognizedClient ? "the credentials are not accepted"
        : error == ApiErrorCode.ResourceNotFound ? "not found in this Region and account"
        : error == ApiErrorCode.InternalServer ? "the service had a fault"
        : ErrorText.InBrief(error) is { } brief ? brief
        : error.Value is "ServiceUnavailable" or "ServiceUnavailableException" or "InternalFailure" ? "the service had a fault"
        : error.Value;

    /// <summary>The IAM action of an API operation, as <c>gameliftstreams:ListStreamSessions</c>.</summary>
    public static string PermissionFor(string operation) => operation.Length > 0 ? $"gameliftstreams:{operation}" : "a permission";
}

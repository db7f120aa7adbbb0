using System.Collections.Frozen;

namespace StreamOps.Operations.Errors;

/// <summary>An error in a few words, for the end of a sentence on reads that do not succeed.</summary>
public static class ErrorBriefs
{
    private const string ServiceFault = "the service had a fault";

    private static readonly FrozenDictionary<string, string> Briefs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ApiErrorCode.Throttling.Value] = "throttled",
        [ApiErrorCode.TimedOut.Value] = "no answer in time",
        [ApiErrorCode.ConnectionLost.Value] = "the connection broke",
        [ApiErrorCode.Unreachable.Value] = "the service cannot be reached",
        [ApiErrorCode.UnreadableAnswer.Value] = "the answer cannot be read",
        [ApiErrorCode.NoCredentials.Value] = "there are no credentials",
        [ApiErrorCode.ExpiredToken.Value] = "the credentials have ended",
        [ApiErrorCode.UnrecognizedClient.Value] = "the credentials are not accepted",
        [ApiErrorCode.ResourceNotFound.Value] = "not found in this Region and account",
        [ApiErrorCode.InternalServer.Value] = ServiceFault,
        ["InternalFailure"] = ServiceFault,
        ["ServiceUnavailable"] = ServiceFault,
        ["ServiceUnavailableException"] = ServiceFault,
        [ApiErrorCode.SsoLoginNeeded.Value] = $"the SSO login has ended: run aws sso login --profile {ErrorText.ProfileMark}",
        [ApiErrorCode.MfaCodeNeeded.Value] =
            $"the role of the profile {ErrorText.ProfileMark} asks for an MFA code, which cannot be asked for here",
        [ApiErrorCode.CredentialProcessFailed.Value] = $"the credential_process of the profile {ErrorText.ProfileMark} failed",
        [ApiErrorCode.CredentialProcessSlow.Value] =
            $"the credential_process of the profile {ErrorText.ProfileMark} is slow and has given nothing yet",
        [ApiErrorCode.ProfileFailed.Value] = $"the profile {ErrorText.ProfileMark} gave no credentials",
        [ApiErrorCode.ProxyRefused.Value] = "the proxy refused the way to the service",
        [ApiErrorCode.SomethingBetween.Value] = "something between us and AWS answered: check proxy and endpoint",
        [ApiErrorCode.OwnDefect.Value] = "StreamOps has a defect, its log names it",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words for an error code; one that has none is shown as sent.</summary>
    /// <param name="code">The service's code, or one of ours.</param>
    /// <param name="operation">The API operation that failed, as <c>ListStreamSessions</c>: names the missing IAM action. May be empty.</param>
    public static string Of(ApiErrorCode code, string operation = "") =>
        code == ApiErrorCode.AccessDenied ? $"missing {PermissionFor(operation)}"
        : Briefs.TryGetValue(code.Value ?? "", out var words) ? ErrorText.Named(words, code)
        : code.Value ?? "";

    /// <summary>The IAM action of an API operation, as <c>gameliftstreams:ListStreamSessions</c>.</summary>
    public static string PermissionFor(string operation) => operation.Length > 0 ? $"gameliftstreams:{operation}" : "a permission";
}

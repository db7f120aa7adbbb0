using System.Collections.Frozen;

namespace StreamOps.Operations.Errors;

/// <summary>The one place where status reasons and error codes become sentences.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/CommonErrors.html</remarks>
public static class ErrorText
{
    internal const string ProfileMark = "{profile}";
    private const string NewOffer = "A new offer is needed.";
    private const string OurFault = "A fault on our side. We are on it.";

    private static readonly FrozenDictionary<string, ErrorWords> Reasons = new Dictionary<string, ErrorWords>(StringComparer.Ordinal)
    {
        [""] = new("Ended; no reason given.", "The session has ended. Please start again.", "Read it again."),
        ["connectionTimeout"] = new(
            "No client came in time after the session was ready.",
            "The game ended before you joined. Please start it again.",
            "Start a new session. Often? Give it a longer ConnectionTimeoutSeconds."
        ),
        ["reconnectionTimeout"] = new(
            "The client was lost and did not come back in time.",
            "The game could not wait longer. Please start it again.",
            "Start a new session, and note how much time was missing."
        ),
        ["idleTimeout"] = new("60 minutes without input.", "It closed because nobody was playing.", "Nothing is wrong."),
        ["maxSessionLengthTimeout"] = new(
            "The agreed session length is used up.",
            "The time for this session is over. You can start a new one.",
            "Start a new session."
        ),
        ["applicationExit"] = new(
            "The application quit or crashed.",
            "The game closed itself. Please start it again.",
            "Look at its logs and exported files, and tell the game team."
        ),
        ["apiTerminated"] = new(
            "Somebody ended it through the API.",
            "The session was ended by us.",
            "See the audit here, else CloudTrail."
        ),
        ["placementTimeout"] = new(
            "No capacity in time.",
            "All places are taken. Please try again in a few minutes.",
            "See the stream groups: slots held and the maximum."
        ),
        ["invalidSignalRequest"] = new(
            "The offer was not valid.",
            "Please start again in Chrome or Edge on a computer, or on another phone.",
            "The session is over. Look at what the clinic found."
        ),
        ["applicationLogS3DestinationError"] = new(
            "The log bucket cannot be written.",
            OurFault,
            "Fix the bucket or its policy; it affects each start."
        ),
        ["assumeRoleFailed"] = new("The session's role could not be assumed.", OurFault, "Check the role's trust policy."),
        ["internalError"] = new(
            "A fault inside the service.",
            "A fault on our side. Please start again.",
            "Start a new session. If it repeats, ask AWS Support with the request id."
        ),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ErrorWords> Codes = CodeRows()
        .SelectMany(row => row.Codes.Select(code => KeyValuePair.Create(code, row.Words)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every status reason that has words of its own; the empty one stands for none given.</summary>
    public static IReadOnlyCollection<string> KnownReasons => Reasons.Keys;

    /// <summary>Every error code that has words of its own.</summary>
    public static IReadOnlyCollection<string> KnownCodes => Codes.Keys;

    /// <summary>The words for a status reason; an unknown one is shown as sent.</summary>
    /// <param name="statusReason">As <c>reconnectionTimeout</c>; empty when the service gave none.</param>
    public static ErrorWords ForReason(string statusReason) =>
        Reasons.TryGetValue(statusReason, out var words)
            ? words
            : new ErrorWords($"Ended: {statusReason}.", "The session has ended. Please start again.", "Report the new reason.");

    /// <summary>The words for an error code; an unknown one is shown as sent.</summary>
    /// <param name="code">The service's code, or one of ours.</param>
    /// <param name="operation">The API operation that failed, as <c>GetStreamSession</c>: names the missing IAM action. May be empty.</param>
    /// <param name="message">The service's own text, shown with an unknown code only. May be empty.</param>
    public static ErrorWords ForCode(ApiErrorCode code, string operation = "", string message = "")
    {
        if (!Codes.TryGetValue(code.Value ?? "", out var words))
        {
            var said = message.Length == 0 ? "" : $": {message}";
            return new ErrorWords(
                $"The service answered {code}{said}.",
                "One moment, I am checking.",
                "Copy the request id and report it."
            );
        }

        words = words with { WhatHappened = Named(words.WhatHappened, code), Next = Named(words.Next, code) };
        return code == ApiErrorCode.AccessDenied && operation.Length > 0
            ? words with
            {
                Next = $"Missing gameliftstreams:{operation}; explicit denies count too.",
            }
            : words;
    }

    /// <summary>A text with the profile that the code names in the place of its mark.</summary>
    internal static string Named(string text, ApiErrorCode code) =>
        text.Replace(ProfileMark, string.IsNullOrEmpty(code.Profile) ? "of AWS:Profile" : code.Profile, StringComparison.Ordinal);

    private static (string[] Codes, ErrorWords Words)[] CodeRows() =>
        [
            (
                ["ConflictException"],
                new("The session changed, or something else is using it.", "One moment, I am checking.", $"Read it again. {NewOffer}")
            ),
            (
                ["ResourceNotFoundException"],
                new(
                    "Not found in this Region: ended long ago, group deleted, or wrong Region.",
                    "I cannot find that session.",
                    "Check Region and stream group."
                )
            ),
            (
                ["ValidationException", "ValidationError"],
                new("The service did not accept the request.", "Please reload the page.", $"See what the clinic found. {NewOffer}")
            ),
            (
                ["AccessDeniedException"],
                new(
                    "These credentials may not do this.",
                    "I hand you to a colleague.",
                    "An IAM action is missing; explicit denies count too."
                )
            ),
            (
                ["ThrottlingException"],
                new(
                    "Too many calls; the limit is shared with the game.",
                    "One moment.",
                    "StreamOps waits and tries again by itself, same token."
                )
            ),
            (["ServiceQuotaExceededException"], new("An account quota is reached.", "", "See the quotas of the account; a lead decides.")),
            (["StreamSessionAccessNotReadyException"], new("Shell access is not ready yet.", "", "Try again shortly.")),
            (
                ["InternalServerException", "InternalFailure", "ServiceUnavailable", "ServiceUnavailableException"],
                new("The service had a fault.", "One moment, I try again.", "Try again while time is left.")
            ),
            (
                ["RequestTimeoutException", ApiErrorCode.TimedOut.Value, ApiErrorCode.ConnectionLost.Value],
                new("Outcome unknown: it may have worked.", "Keep the page open.", "The session is read again.")
            ),
            (["ExpiredTokenException"], new("The credentials have ended.", "", "Renew the named profile.")),
            (
                [
                    "UnrecognizedClientException",
                    "IncompleteSignature",
                    "IncompleteSignatureException",
                    "InvalidSignatureException",
                    "MissingAuthenticationTokenException",
                    "NotAuthorized",
                    "OptInRequired",
                ],
                new("Credentials, signature, clock or Region are not accepted.", "", "Check the profile, the host's clock and the Region.")
            ),
            (
                ["RequestEntityTooLargeException", "MalformedHttpRequestException", "RequestAbortedException", "UnknownOperationException"],
                new("The request broke on its way or is unknown there.", "", "Check proxy and endpoint settings; report it if it repeats.")
            ),
            (
                [ApiErrorCode.NoCredentials.Value],
                new("No credentials are set up.", "", "Set AWS:Profile, or give credentials by the usual chain.")
            ),
            (
                [ApiErrorCode.SsoLoginNeeded.Value],
                new(
                    "The SSO login of the profile {profile} is missing or has ended; nothing was sent.",
                    "One moment.",
                    "Run aws sso login --profile {profile} on StreamOps' machine."
                )
            ),
            (
                [ApiErrorCode.MfaCodeNeeded.Value],
                new(
                    "The role of the profile {profile} asks for an MFA code, which cannot be asked for here.",
                    "One moment.",
                    "Set AWS:Profile to one without mfa_serial."
                )
            ),
            (
                [ApiErrorCode.CredentialProcessFailed.Value],
                new(
                    "The credential_process of the profile {profile} failed; nothing was sent.",
                    "One moment.",
                    "Run its command by hand as StreamOps' user."
                )
            ),
            (
                [ApiErrorCode.CredentialProcessSlow.Value],
                new(
                    "The credential_process of the profile {profile} is slow and has given nothing yet; nothing was sent.",
                    "One moment.",
                    "What it gives is taken as soon as it comes. Time its command by hand as StreamOps' user."
                )
            ),
            (
                [ApiErrorCode.ProfileFailed.Value],
                new(
                    "The profile {profile} gave no credentials; nothing was sent.",
                    "One moment.",
                    "Check its role, its source profile and the network."
                )
            ),
            (
                [ApiErrorCode.ProxyRefused.Value],
                new("The proxy refused the way to AWS; nothing was sent.", "One moment.", "Check HTTPS_PROXY and AWS:ServiceURL.")
            ),
            (
                [ApiErrorCode.SomethingBetween.Value],
                new("Something between us and AWS answered.", "Keep the page open.", "Check proxy and endpoint.")
            ),
            (
                [ApiErrorCode.OwnDefect.Value],
                new("StreamOps has a defect.", "Keep the page open.", "Read the log of StreamOps: it names the defect.")
            ),
            (
                [ApiErrorCode.BrokenOff.Value],
                new(
                    "StreamOps failed in the middle: it may have worked.",
                    "Keep the page open.",
                    "Try again, same token, and report it with the log."
                )
            ),
            (
                [ApiErrorCode.ScriptKeptOut.Value],
                new(
                    "The page may not load the answer's protocol script.",
                    "Something on our side is in the way. It is not your fault.",
                    "Name its host in StreamOps:Player:WebSdkProtocolHosts and start StreamOps again."
                )
            ),
            (["StreamOps.NoRegion"], new("No Region is set.", "", "Set AWS:Region.")),
            (
                [ApiErrorCode.UnreadableAnswer.Value],
                new(
                    "The answer cannot be read: it may have worked, or this is not the service.",
                    "Keep the page open.",
                    "Check AWS:ServiceURL."
                )
            ),
            (
                [ApiErrorCode.Unreachable.Value],
                new("The host cannot be reached; nothing was sent.", "", "Check the network and AWS:ServiceURL.")
            ),
        ];
}

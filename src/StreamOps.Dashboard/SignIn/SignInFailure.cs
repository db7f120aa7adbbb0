using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Why a browser that came back from the provider is not signed in: for the log one word, for the person a sentence, for nobody a token.</summary>
/// <param name="Kind">For the log.</param>
/// <param name="Status">Of the page.</param>
/// <param name="Page">For the person.</param>
internal sealed record SignInFailure(string Kind, int Status, SignInPageWords Page)
{
    /// <summary>Where the handler leaves the provider's own code, as <c>access_denied</c>.</summary>
    private const string ProvidersError = "error";

    /// <summary>What the standards name (RFC 6749, OpenID Connect Core): of these the log is told. Anybody may write anything there.</summary>
    private static readonly string[] KnownErrors =
    [
        "access_denied",
        "consent_required",
        "interaction_required",
        "invalid_client",
        "invalid_grant",
        "invalid_request",
        "invalid_scope",
        "login_required",
        "unauthorized_client",
        "unsupported_grant_type",
        "unsupported_response_type",
    ];

    /// <summary>Whether something thrown while a browser was to be sent to the provider is the provider's doing, as far as anybody can tell.</summary>
    public static bool IsOfProvider(Exception failure) =>
        OutageIn(failure) is not null || failure is OpenIdConnectProtocolException or InvalidOperationException or ArgumentException;

    /// <summary>Why a browser could not be sent to the provider.</summary>
    /// <param name="failure">What the handler threw.</param>
    /// <param name="again">Where to sign in, and get where this sign-in was to lead.</param>
    public static SignInFailure NotSentOn(Exception failure, string again) =>
        failure switch
        {
            _ when OutageIn(failure) is { } outage => Unreachable(outage, again),
            OpenIdConnectProtocolException => new(
                RefusedBy(failure),
                StatusCodes.Status503ServiceUnavailable,
                SignInWords.ProviderRefuses(again)
            ),
            _ => new("an answer of the provider that is none", StatusCodes.Status503ServiceUnavailable, SignInWords.ProviderDown(again)),
        };

    /// <summary>What is the matter.</summary>
    /// <param name="failure">What the handler threw; null for nothing.</param>
    /// <param name="again">Where to sign in, and get where this sign-in was to lead.</param>
    /// <param name="goOn">Where it was to lead, for somebody who was signed in before and still is; null for anybody else.</param>
    public static SignInFailure Of(Exception? failure, string again, string? goOn) =>
        failure switch
        {
            _ when OutageIn(failure) is { } outage => Unreachable(outage, again),
            { } when failure.Data[ProvidersError] is string => new(
                RefusedBy(failure),
                StatusCodes.Status403Forbidden,
                SignInWords.Refused(again, goOn, "The provider did not sign you in, or you cancelled there.")
            ),
            SecurityTokenException or OpenIdConnectProtocolException or { InnerException: SecurityTokenException } => new(
                "an answer that is not ours",
                StatusCodes.Status400BadRequest,
                SignInWords.Refused(
                    again,
                    goOn,
                    "The provider's answer was not accepted: it is for another program, of another time, or was used before.",
                    "If it happens again, tell whoever runs StreamOps: its settings and the provider's do not match, or one of the clocks is wrong."
                )
            ),
            _ => new(
                "an answer to no question of this browser",
                StatusCodes.Status400BadRequest,
                SignInWords.Refused(
                    again,
                    goOn,
                    "This sign-in began in another browser, took over a quarter of an hour, or was used already."
                )
            ),
        };

    private static SignInFailure Unreachable(Exception outage, string again) =>
        new(
            outage is HttpRequestException { StatusCode: { } status } ? $"the provider answered {(int)status}" : "provider unreachable",
            StatusCodes.Status503ServiceUnavailable,
            SignInWords.ProviderDown(again)
        );

    private static string RefusedBy(Exception failure) =>
        failure.Data[ProvidersError] is string error && KnownErrors.Contains(error, StringComparer.Ordinal)
            ? $"refused by the provider, {error}"
            : "refused by the provider";

    private static Exception? OutageIn(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is HttpRequestException or OperationCanceledException or IOException)
            {
                return failure;
            }
        }

        return null;
    }
}

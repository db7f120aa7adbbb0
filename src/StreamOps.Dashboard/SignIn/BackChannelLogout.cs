using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.SignIn;

/// <summary>The provider says by a post of its own that somebody signed out elsewhere (OpenID Connect Back-Channel Logout 1.0): their sign-ins end here too.</summary>
internal sealed partial class BackChannelLogout(
    SignInSessions sessions,
    IOptionsMonitor<OpenIdConnectOptions> providers,
    AccessNotes notes,
    SignInTroubles troubles,
    TimeProvider time,
    ILogger<BackChannelLogout> logger
)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>Of an id that is kept.</summary>
    private const int LongestId = 512;

    /// <summary>Between the provider's clock and ours, the way here, and a second try.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

    /// <summary>Ends whom a logout token names.</summary>
    /// <returns>Whether it was to be believed; that there was nobody to end is no fault.</returns>
    public async Task<bool> EndAsync(string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token) || await ReadAsync(token, cancellationToken) is not { } said || !IsLogout(said))
        {
            troubles.NotSignedOut();
            return false;
        }

        var (subject, session) = (TextOf(said, SignedInClaims.Subject), TextOf(said, SignedInClaims.ProviderSession));
        Told();
        foreach (var user in sessions.End(one => IsMeant(one.Ticket.Principal, subject, session)))
        {
            await notes.SignedOutAsync(SignedInClaims.PersonOf(user), "The provider said that they signed out.");
        }

        // The provider is told that it is done: written first, so that no restart brings them back. A database that is out keeps nobody waiting.
        await sessions.SettleAsync();
        return true;
    }

    /// <summary>What a token holds whose signature, issuer, audience and time are right; null else.</summary>
    private async Task<JsonElement?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        var read = await ValidateAsync(token, cancellationToken);
        if (read.Exception is SecurityTokenSignatureKeyNotFoundException && await SaysItIsForUsAsync(token, cancellationToken))
        {
            // The provider may have new keys; it is asked no more often than its own interval, of which a token for somebody else uses nothing up.
            providers.Get(SignInServices.Provider).ConfigurationManager!.RequestRefresh();
            read = await ValidateAsync(token, cancellationToken);
        }

        if (!read.IsValid || read.SecurityToken is not JsonWebToken { Typ: null or "" or "JWT" or "logout+jwt" } valid)
        {
            return null;
        }

        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(valid.EncodedPayload));
        return payload.RootElement.Clone();
    }

    /// <summary>Whether a token that nobody vouches for yet is of our provider, and for us.</summary>
    private async Task<bool> SaysItIsForUsAsync(string token, CancellationToken cancellationToken)
    {
        var provider = providers.Get(SignInServices.Provider);
        var known = await provider.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        var unproven = new JsonWebToken(token);
        return string.Equals(unproven.Issuer, known.Issuer, StringComparison.Ordinal)
            && unproven.Audiences.Contains(provider.ClientId, StringComparer.Ordinal);
    }

    // Providers of the drafts before the standard leave the end out; how old it may be is our own affair.
    private Task<TokenValidationResult> ValidateAsync(string token, CancellationToken cancellationToken) =>
        providers.Get(SignInServices.Provider).ValidateAsync(token, mustExpire: false, cancellationToken);

    private bool IsLogout(JsonElement said)
    {
        var now = time.GetUtcNow();
        foreach (var (id, until) in _used.Where(used => used.Value < now).ToList())
        {
            _used.TryRemove(new(id, until));
        }

        return said.TryGetProperty("events", out var events)
            && events.ValueKind == JsonValueKind.Object
            && events.TryGetProperty(Event, out var logout)
            && logout.ValueKind == JsonValueKind.Object
            && !said.TryGetProperty("nonce", out _)
            && said.TryGetProperty("iat", out var at)
            && at.ValueKind == JsonValueKind.Number
            && at.TryGetDouble(out var seconds)
            && Math.Abs((now - DateTimeOffset.UnixEpoch).TotalSeconds - seconds) <= Window.TotalSeconds
            && (TextOf(said, SignedInClaims.Subject) ?? TextOf(said, SignedInClaims.ProviderSession)) is not null
            && TextOf(said, "jti") is { Length: <= LongestId } once
            // Last of all: what is not believed uses nothing up. Beyond that time its own age refuses it.
            && _used.TryAdd(once, now + (2 * Window));
    }

    /// <summary>A session that the provider never named to us is one of the person's.</summary>
    private static bool IsMeant(ClaimsPrincipal user, string? subject, string? session)
    {
        var isTheirs = string.Equals(user.FindFirstValue(SignedInClaims.Subject), subject, StringComparison.Ordinal);
        return user.FindFirstValue(SignedInClaims.ProviderSession) is { } own && session is not null
            ? string.Equals(own, session, StringComparison.Ordinal) && (subject is null || isTheirs)
            : isTheirs;
    }

    private static string? TextOf(JsonElement said, string name) =>
        said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    [LoggerMessage(1, LogLevel.Information, "The sign-in provider says that somebody signed out.")]
    private partial void Told();
}

using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tokens;

namespace StreamOps.Dashboard.Bearer;

/// <summary>Lets scripts and wallboards into the live hub by an access token. No other route asks this scheme, so a token opens nothing else.</summary>
internal sealed class TokenScheme(
    TokenDoor door,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "Token";

    /// <summary>The hub's own: by a token where one is shown, else by the sign-in's cookie.</summary>
    public const string EitherName = "TokenOrSignIn";

    /// <summary>Which token it is; no secret.</summary>
    private const string TokenClaim = "streamops-token";

    /// <summary>As SignalR's client in a browser sends it, which can set no header there.</summary>
    private const string QueryField = "access_token";

    private const string Bearer = "Bearer ";

    private bool _isStoreAway;

    /// <summary>Which token let somebody in; null where none did.</summary>
    public static Guid? IdOf(ClaimsPrincipal user) => Guid.TryParseExact(user.FindFirstValue(TokenClaim), "N", out var id) ? id : null;

    /// <summary>Who holds connections open: a person, or a token; null for nobody who is known.</summary>
    public static string? HolderOf(ClaimsPrincipal user) => IdOf(user) is { } token ? $"token {token:N}" : SignInSessions.PersonOf(user);

    /// <summary>Which of the two schemes looks at a request.</summary>
    public static string SchemeFor(HttpContext context) => TextOf(context.Request) is null ? SignInServices.Scheme : Name;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        try
        {
            if (await door.EnterAsync(TextOf(Request)) is not { } token)
            {
                return AuthenticateResult.NoResult();
            }

            await door.UseAsync(token.Id);
            var claims = new ClaimsIdentity(
                [
                    new(TokenClaim, token.Id.ToString("N")),
                    new(SignedInClaims.Role, token.Role.ToString()),
                    new(SignedInClaims.Groups, token.Sees.Text),
                ],
                Name
            );
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(claims), Name));
        }
        catch (StoreUnavailableException)
        {
            _isStoreAway = true;
            return AuthenticateResult.NoResult();
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_isStoreAway)
        {
            // The token may be good: the client tries again.
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    /// <summary>What a request shows as its token; in its address only where a browser has no other way, which is when it opens the lasting connection.</summary>
    private static string? TextOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header, ..] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
        : IsLasting(request) && request.Query[QueryField] is [{ Length: > 0 } text] ? text
        : null;

    private static bool IsLasting(HttpRequest request) =>
        request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        || request.HttpContext.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };
}

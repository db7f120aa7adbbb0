using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Sign-in at a provider, in place of the name that is asked for; nothing of it where no provider is set.</summary>
public static class SignInServices
{
    /// <summary>The cookie's. Another one than that of unproven names: those prove nothing here.</summary>
    public const string Scheme = "SignIn";

    internal const string Provider = "Provider";
    internal const string CallbackPath = "/sign-in/callback";
    internal const string SignedOutCallbackPath = "/sign-out/callback";

    /// <summary>The provider answers in a moment, or it is down.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>From the provider's page back to ours.</summary>
    internal static readonly TimeSpan LongestSignIn = TimeSpan.FromMinutes(15);

    /// <summary>Adds the settings and, where they name a provider, all that signing in needs.</summary>
    /// <returns>Whether they do.</returns>
    public static bool AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsRules>();
        services.AddOptions<SignInOptions>().Bind(builder.Configuration.GetSection(SignInOptions.Section)).ValidateOnStart();
        if (!SignInOptions.IsOnBy(builder.Configuration))
        {
            return false;
        }

        services.AddSingleton<SignInRecord>();
        services.AddSingleton<SignInSessions>();
        services.AddHostedService<SignInRecorder>();
        services.AddSingleton<ProviderReach>();
        services.AddSingleton<SignInPace>();
        services.AddSingleton<SignInCrowd>();
        services.AddSingleton<AnsweredSignIns>();
        services.AddSignInTroubles();
        services.AddSingleton<ProviderAnswers>();
        services.AddSingleton<BackChannelLogout>();
        services.AddSingleton<SignedInConnections>();
        services.AddHostedService<SignInKeeper>();
        services.AddSingleton<RefreshTokens>();
        services.AddHostedService<SignInRefresh>();
        services.AddScoped<AuthenticationStateProvider, SignedInCircuit>();
        services.AddAuthentication(Scheme).AddCookie(Scheme, SetCookie).AddOpenIdConnect(Provider, provider => { });
        services
            .AddOptions<CookieAuthenticationOptions>(Scheme)
            .Configure<SignInSessions, NetworkReach>(
                (cookie, sessions, reach) =>
                {
                    cookie.SessionStore = sessions;
                    reach.Guard(cookie.Cookie, "streamops-sign-in");
                }
            );
        services
            .AddOptions<OpenIdConnectOptions>(Provider)
            .Configure<IOptions<SignInOptions>, NetworkReach>(
                (provider, options, reach) =>
                {
                    SetProvider(provider, options.Value);
                    reach.Guard(provider.NonceCookie, "streamops-nonce.");
                    reach.Guard(provider.CorrelationCookie, "streamops-correlation.");
                }
            );
        services.AddOptions<AuthorizationOptions>().PostConfigure(Guard);
        return true;
    }

    /// <summary>Nobody without a role gets anywhere; and to take over is a permission of its own.</summary>
    private static void Guard(AuthorizationOptions authorization)
    {
        var withRole = new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().RequireClaim(SignedInClaims.Role).Build();
        authorization.DefaultPolicy = withRole;
        authorization.FallbackPolicy = withRole;
        authorization.AddPolicy(
            TakeoverPermission.Policy,
            policy => policy.Combine(authorization.GetPolicy(TakeoverPermission.Policy)!).RequireClaim(SignedInClaims.Takeover, "true")
        );
    }

    private static void SetCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.ExpireTimeSpan = SignInSessions.Longest;
        cookie.SlidingExpiration = false;
        cookie.Events.OnRedirectToLogin = context => SignInEndpoints.LeadInAsync(context.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = context => SignInEndpoints.DenyAsync(context.HttpContext);
    }

    private static void SetProvider(OpenIdConnectOptions provider, SignInOptions options)
    {
        provider.SignInScheme = Scheme;
        provider.SignOutScheme = Scheme;
        provider.Authority = options.Authority;
        provider.ClientId = options.ClientId;
        provider.ClientSecret = options.Secret;
        provider.RequireHttpsMetadata = options.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        provider.ResponseType = OpenIdConnectResponseType.Code;
        // No form of another site's page ever posts to us; the code in the address is worth nothing without what this server keeps.
        provider.ResponseMode = OpenIdConnectResponseMode.Query;
        provider.UsePkce = true;
        provider.Prompt = options.Prompt is { Length: > 0 } prompt ? prompt : null;
        provider.CallbackPath = CallbackPath;
        provider.SignedOutCallbackPath = SignedOutCallbackPath;
        provider.SignedOutRedirectUri = SignInEndpoints.SignedOutPath;
        // Ended by a frame of the provider's page it could be by any page.
        provider.RemoteSignOutPath = default;
        provider.MapInboundClaims = false;
        provider.SaveTokens = true;
        provider.GetClaimsFromUserInfoEndpoint = true;
        foreach (var claim in options.ReadClaims)
        {
            provider.ClaimActions.MapJsonKey(claim, claim);
        }

        provider.BackchannelTimeout = Patience;
        provider.BackchannelHttpHandler = new ProviderLine(options.Authority);
        provider.RemoteAuthenticationTimeout = LongestSignIn;
        provider.NonceCookie.SameSite = SameSiteMode.Lax;
        provider.CorrelationCookie.SameSite = SameSiteMode.Lax;
        provider.Scope.Clear();
        foreach (var scope in options.ScopeList)
        {
            provider.Scope.Add(scope);
        }

        ProviderGuard.Guard(provider.Events, options);
        provider.Events.OnTicketReceived = async context =>
        {
            var claims = context.Principal!.Claims.ToList();
            var sessions = context.HttpContext.RequestServices.GetRequiredService<SignInSessions>();
            var subject = context.Principal.FindFirstValue(SignedInClaims.Subject) ?? "";
            if (await context.HttpContext.RequestServices.GetRequiredService<SignInPace>().RefusesAsync(context, subject, options))
            {
                return;
            }

            context.HttpContext.RequestServices.GetRequiredService<RefreshTokens>().Look(context.Properties);
            var person = SignedInClaims.PersonOf(SignedInClaims.PrincipalOf(options, claims, session: ""));
            var notes = context.HttpContext.RequestServices.GetRequiredService<AccessNotes>();
            await (person.Role is null ? notes.WithoutRoleAsync(person) : notes.SignedInAsync(person));
            // Last of all: the sign-in before is over, and until the new one is there, for which nothing is waited any more, the browser's other tabs have none.
            context.Principal = SignedInClaims.PrincipalOf(options, claims, sessions.IdAfter(KeyOf(context.HttpContext), subject));
        };
        provider.Events.OnRemoteFailure = async context =>
        {
            await SignInEndpoints.TellFailureAsync(context.HttpContext, context.Failure, context.Properties?.RedirectUri);
            context.HandleResponse();
        };
    }

    /// <summary>What the browser's cookie holds; null where it holds nothing of ours.</summary>
    private static string? KeyOf(HttpContext context)
    {
        var cookie = context.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme);
        var held = cookie.CookieManager.GetRequestCookie(context, cookie.Cookie.Name!);
        return cookie.TicketDataFormat.Unprotect(held)?.Principal.FindFirstValue("Microsoft.AspNetCore.Authentication.Cookies-SessionId");
    }
}

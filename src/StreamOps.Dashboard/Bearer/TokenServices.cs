using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Bearer;

/// <summary>Access tokens at the live hub's door, where people sign in.</summary>
internal static class TokenServices
{
    /// <summary>Writes each request's address with its query, where somebody has it write at all: a browser's client has the token in there.</summary>
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    private const string Policy = "token-or-sign-in";

    /// <summary>Adds it where people sign in; elsewhere the hub is open to whoever may look.</summary>
    public static void AddTokenDoor(this WebApplicationBuilder builder)
    {
        if (SignInOptions.IsOnBy(builder.Configuration))
        {
            builder.Services.AddTokenDoor();
        }
    }

    internal static void AddTokenDoor(this IServiceCollection services)
    {
        services.AddSingleton<TokenConnections>();
        services.AddHostedService<TokenKeeper>();
        services
            .AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, options => { })
            .AddPolicyScheme(TokenScheme.EitherName, null, either => either.ForwardDefaultSelector = TokenScheme.SchemeFor);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(
                Policy,
                policy =>
                    policy.AddAuthenticationSchemes(TokenScheme.EitherName).RequireAuthenticatedUser().RequireClaim(SignedInClaims.Role)
            );
        services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            foreach (var provider in filters.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList())
            {
                filters.Rules.Add(new LoggerFilterRule(provider, RequestLog, LogLevel.Warning, filter: null));
            }
        });
    }

    /// <summary>Lets tokens in here as well, where people sign in. The one route that does.</summary>
    public static void OpenToTokens(this IEndpointConventionBuilder hub, IServiceProvider services)
    {
        if (services.GetRequiredService<IOptions<SignInOptions>>().Value.IsOn)
        {
            hub.RequireAuthorization(Policy);
        }
    }

    // Not asked for before a token comes: the desk behind it reaches to the service, whose credentials are read at the start and with a sentence.
    public static IApplicationBuilder UseTokenConnections(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                TokenScheme.IdOf(context.User) is null
                    ? next(context)
                    : context.RequestServices.GetRequiredService<TokenConnections>().ServeAsync(context, next)
        );
}

using System.Security.Claims;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Circuits;

/// <summary>Whom a circuit belongs to: the person who signed in; without a sign-in the browser, known again by a cookie of its own.</summary>
internal static class CircuitOwner
{
    private const string Cookie = "streamops-browser";
    private const int SecretBytes = 32;

    /// <summary>The owner behind a connection; null for a client that kept no cookie: what it starts nobody takes up.</summary>
    public static string? Of(HttpContext? context, NetworkReach reach) =>
        context is null ? null
        : context.User.FindFirstValue(SignedInClaims.Subject) is { Length: > 0 } subject ? $"subject {subject}"
        : context.Request.Cookies[reach.CookieName(Cookie)] is { Length: SecretBytes * 2 } browser ? $"browser {browser}"
        : null;

    /// <summary>Gives a browser that opens a page its cookie. Until the browser closes.</summary>
    public static IApplicationBuilder UseKnownBrowsers(this IApplicationBuilder app)
    {
        var reach = app.ApplicationServices.GetRequiredService<NetworkReach>();
        var builder = new CookieBuilder
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            SecurePolicy = CookieSecurePolicy.SameAsRequest,
            IsEssential = true,
        };
        reach.Guard(builder, Cookie);
        return app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (
                    HttpMethods.IsGet(request.Method)
                    && request.Cookies[builder.Name!] is not { Length: SecretBytes * 2 }
                    && IsPage(request)
                )
                {
                    var secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(SecretBytes));
                    context.Response.Cookies.Append(builder.Name!, secret, builder.Build(context));
                }

                return next(context);
            }
        );
    }

    private static bool IsPage(HttpRequest request) =>
        request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>()
            is not null;
}

using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using StreamOps.Dashboard.Keys;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.SignIn;

/// <summary>The operator's name as an identity of cookie authentication. A sign-in replaces the way to it, not what reads it.</summary>
public static class OperatorEndpoints
{
    /// <summary>A browser is asked once; the name lasts a year of use.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>Who acts: by a sign-in where one is configured, else by a name that is asked for.</summary>
    public static WebApplicationBuilder AddOperatorIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        if (!builder.AddSignIn())
        {
            services.AddSingleton(Sights.WithoutSignIn);
            services
                .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                .AddCookie(cookie =>
                {
                    cookie.Cookie.Name = "streamops-operator";
                    cookie.Cookie.HttpOnly = true;
                    cookie.Cookie.SameSite = SameSiteMode.Lax;
                    cookie.ExpireTimeSpan = Lifetime;
                    cookie.SlidingExpiration = true;
                    cookie.Events.OnValidatePrincipal = DemoIdentity.ForgetOutsideAsync;
                });
        }

        services.AddAuthorization();
        // A cookie that cannot be read is replaced, and is its browser's affair: the framework tells each as an error with its stack.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery", LogLevel.None));
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<NetworkReach>((antiforgery, reach) => SetCookie(antiforgery.Cookie, reach));
        services.AddCascadingAuthenticationState();
        services.AddSingleton<NameProofs>();
        services.AddSingleton<SignOutProofs>();
        builder.AddKeptKeys();
        return builder;
    }

    /// <summary>The ways in and out where people sign in, else the way to give a name.</summary>
    public static IEndpointRouteBuilder MapOperatorIdentity(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<SignInOptions>>().Value.IsOn)
        {
            endpoints.MapSignIn();
        }
        else
        {
            endpoints.MapPost("/operator", NameOperatorAsync);
            endpoints.MapDemoIdentity();
        }

        return endpoints;
    }

    // The page's own script asks without a load and says so by its header; a bare form is led back.
    private static async Task<IResult> NameOperatorAsync(
        HttpContext context,
        NameProofs proofs,
        [FromForm] string? name,
        [FromForm] string? returnTo
    )
    {
        var isScript = context.Request.Headers.ContainsKey(SameOrigin.Header);
        if (!OperatorName.TryRead(name, out var given, out var why))
        {
            return isScript
                ? Results.Json(new NameRefusal($"{why}."), statusCode: StatusCodes.Status422UnprocessableEntity)
                : Results.BadRequest(why);
        }

        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            CurrentOperator.Unverified(given, CookieAuthenticationDefaults.AuthenticationScheme),
            new AuthenticationProperties { IsPersistent = true }
        );
        return isScript ? Results.Json(new TakenName(proofs.Of(given))) : Results.LocalRedirect($"~{WayBack(returnTo)}");
    }

    private static void SetCookie(CookieBuilder cookie, NetworkReach reach)
    {
        reach.Guard(cookie, "streamops-antiforgery");
        // With Always the framework answers a request of this machine in the clear by a fault, and no browser keeps the cookie there anyway.
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    /// <summary>Where to go after the name was taken: an address of ours, else home. In ASCII, as a header has it.</summary>
    internal static string WayBack(string? returnTo) =>
        returnTo is ['/', ..] && returnTo is not ['/', '/' or '\\', ..] && !returnTo.Any(char.IsControl)
            ? string.Concat(
                returnTo.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString()))
            )
            : "/";
}

/// <summary>For the page that asked, which hands it to its circuit.</summary>
internal sealed record TakenName(string Proof);

/// <summary>Why the name was not taken, as a sentence.</summary>
internal sealed record NameRefusal(string Reason);

using Microsoft.AspNetCore.Authorization;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Headers;

/// <summary>What a browser may do with our pages.</summary>
public static class SecurityHeaders
{
    // MudBlazor writes its theme into a style element and positions popovers with style attributes: styles alone may be inline.
    private const string AllButScripts =
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>
    /// Has every answer carry them, also those that other middleware gives before ours is reached, and the page of a fault, which begins with all headers cleared.
    /// </summary>
    public static void AddSecurityHeaders(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ScriptMap>();
        // Before what the framework has added by itself, its look at the host's name for one.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, OnEveryAnswer>());
    }

    /// <summary>What single pages may do beside.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var framing = app.ApplicationServices.GetService<FramingPage>();
        var scripts = app.ApplicationServices.GetRequiredService<ScriptMap>();
        var takeoverScripts = string.Join(' ', TakeoverScripts(app.ApplicationServices));
        return app.Use(
            (context, next) =>
            {
                var headers = context.Response.Headers;
                var framed = framing is not null && IsPage(context.Request.Path, framing.Path) ? framing.Origins() : [];
                Write(headers, scripts.Source, framed);
                if (takeoverScripts.Length > 0)
                {
                    // Only then it is known who asks.
                    var withTakeover = ContentPolicy($"{takeoverScripts} {scripts.Source}", framed);
                    context.Response.OnStarting(() => AllowTakeoverAsync(context, withTakeover));
                }

                return next(context);
            }
        );
    }

    private static void Write(IHeaderDictionary headers, string scripts, IReadOnlyList<string> framed)
    {
        headers.ContentSecurityPolicy = ContentPolicy(scripts, framed);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Not no-referrer: under it a browser sends our own forms with the origin "null".
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = PermissionsPolicy(framed);
    }

    private static string ContentPolicy(string scripts, IReadOnlyList<string> framed) =>
        $"default-src 'none'; script-src 'self' {scripts}; {AllButScripts}"
        + (framed.Count > 0 ? $"; frame-src {string.Join(' ', framed)}" : "");

    // A browser without a network route gathers candidates only where camera and microphone are allowed: nothing of ours uses either.
    private static string PermissionsPolicy(IReadOnlyList<string> framed)
    {
        var devices = framed.Count > 0 ? $"(self {string.Join(' ', framed.Select(origin => $"\"{origin}\""))})" : "()";
        return $"camera={devices}, microphone={devices}, geolocation=(), clipboard-write=(self)";
    }

    // As the routes are found: in any case of letters, with a slash at the end.
    private static bool IsPage(PathString path, PathString page) =>
        path.StartsWithSegments(page, StringComparison.OrdinalIgnoreCase, out var rest) && rest.Value is null or "" or "/";

    // Nobody but who may take over loads a script that is not ours; and only a page loads scripts.
    private static async Task AllowTakeoverAsync(HttpContext context, string policy)
    {
        var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
        // A page of a fault has none of ours any more, and gets the strictest.
        if (!isPage || string.IsNullOrEmpty(context.Response.Headers.ContentSecurityPolicy))
        {
            return;
        }

        var authorization = context.RequestServices.GetRequiredService<IAuthorizationService>();
        if ((await authorization.AuthorizeAsync(context.User, TakeoverPermission.Policy)).Succeeded)
        {
            context.Response.Headers.ContentSecurityPolicy = policy;
        }
    }

    private static IReadOnlyList<string> TakeoverScripts(IServiceProvider services) =>
        services.GetRequiredService<IOptions<RescueOptions>>().Value.AllowTakeover
            ? services.GetRequiredService<WebSdk>().ScriptSources
            : [];

    private sealed class OnEveryAnswer(ScriptMap scripts) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (HttpContext context, RequestDelegate rest) =>
                    {
                        context.Response.OnStarting(() =>
                        {
                            if (string.IsNullOrEmpty(context.Response.Headers.ContentSecurityPolicy))
                            {
                                Write(context.Response.Headers, scripts.Source, framed: []);
                            }

                            return Task.CompletedTask;
                        });
                        return rest(context);
                    }
                );
                next(app);
            };
    }
}

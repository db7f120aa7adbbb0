namespace StreamOps.Dashboard.Player;

/// <summary>Marks the one page that loads scripts.</summary>
internal sealed record PlayerPageMetadata;

/// <summary>What a browser may do with the players' page, and what it may tell others: nothing.</summary>
internal sealed class PlayerHeaders(WebSdk webSdk, DemoHost demoHost, Func<IReadOnlyList<string>> framedBy)
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private readonly string _scripts = string.Join(' ', ["'self'", .. webSdk.ScriptSources]);

    /// <summary>Before everything else, also before what refuses a request unread.</summary>
    public static Task WriteAsync(HttpContext context, RequestDelegate next)
    {
        Write(context.Response.Headers);
        // Late: the answer to a fault begins with all headers cleared.
        context.Response.OnStarting(() =>
        {
            if (string.IsNullOrEmpty(context.Response.Headers.ContentSecurityPolicy))
            {
                Write(context.Response.Headers);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Write(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "geolocation=(), payment=(), usb=(), serial=(), display-capture=()";
        headers.ContentSecurityPolicy = Nothing;
        headers.XFrameOptions = "DENY";
    }

    /// <summary>What the page alone may do, by whatever spelling of its address it was found.</summary>
    public Task WriteForPageAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PlayerPageMetadata>() is not null)
        {
            AllowThePage(context.Response.Headers);
        }

        return next(context);
    }

    private void AllowThePage(IHeaderDictionary headers)
    {
        var stage = framedBy();
        if (stage.Count > 0)
        {
            headers.Remove("X-Frame-Options");
        }

        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src {_scripts}; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; "
            + $"frame-src {demoHost.FrameSource}; form-action 'none'; base-uri 'none'; frame-ancestors {(stage.Count > 0 ? string.Join(' ', stage) : "'none'")}";
    }
}

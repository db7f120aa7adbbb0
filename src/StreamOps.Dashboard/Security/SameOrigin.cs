using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Security;

/// <summary>Refuses what another site's page sends: to the hubs, and whatever changes something.</summary>
public static class SameOrigin
{
    /// <summary>Scripts of our own pages send it with each POST; a foreign page cannot without a preflight that is never granted.</summary>
    public const string Header = "X-StreamOps";

    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (IsGuarded(context.Request) && !IsSameOrigin(context.Request))
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                }

                return next(context);
            }
        );

    /// <summary>Whether the request comes from a page of ours, or from no page at all.</summary>
    public static bool IsSameOrigin(HttpRequest request)
    {
        if (request.Headers.Origin is [{ Length: > 0 } origin, ..])
        {
            return Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                && string.Equals(uri.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase);
        }

        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
    }

    private static bool IsGuarded(HttpRequest request) =>
        OpenConnections.MayLast(request.Path) || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
}

namespace StreamOps.Dashboard.Network;

/// <summary>
/// Where the dashboard stands at its host. Addresses inside the program begin with a slash at its own root; in pages they have none, so that a browser reads
/// them from the page's base.
/// </summary>
internal static class BasePath
{
    /// <summary>An address of ours for a page: <c>/sessions</c> as <c>sessions</c>.</summary>
    public static string InPage(string address) => address.TrimStart('/');

    /// <summary>An address of ours for a header that sends a browser there: with the base path in front.</summary>
    public static string InHeader(HttpRequest request, string address) => $"{request.PathBase}{address}";

    /// <summary>The other way: what was for a header, as an address inside the program.</summary>
    public static string? OfHeader(HttpRequest request, string? address) =>
        address?.StartsWith(request.PathBase.ToUriComponent(), StringComparison.Ordinal) == true
            ? address[request.PathBase.ToUriComponent().Length..]
            : address;

    /// <summary>Takes the base path from each address, whether the proxy in front left it there or not.</summary>
    public static IApplicationBuilder UseBasePath(this IApplicationBuilder app, PathString basePath) =>
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (request.Path.StartsWithSegments(basePath, StringComparison.OrdinalIgnoreCase, out var rest))
                {
                    if (!rest.HasValue && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
                    {
                        // Relative addresses are read from a folder.
                        context.Response.Redirect($"{basePath}/{request.QueryString}");
                        return Task.CompletedTask;
                    }

                    request.Path = rest.HasValue ? rest : new PathString("/");
                }

                request.PathBase = basePath;
                return next(context);
            }
        );
}

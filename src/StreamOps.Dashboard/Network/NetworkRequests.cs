using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Network;

/// <summary>What a request says of where it came from and where it went, as far as it is believed.</summary>
internal static class NetworkRequests
{
    /// <summary>Browsers keep to TLS at this host for a year. Neighbours at names below it are not ours to decide for.</summary>
    private const string StrictTransport = "max-age=31536000";

    private const string PlainHttp =
        "StreamOps is reached over https alone. If you came over https: the proxy in front has to be named in StreamOps:TrustedProxies, and to send X-Forwarded-Proto and X-Forwarded-For.";

    /// <summary>Before everything else: base path, proxy, TLS, and the address that is set.</summary>
    public static IApplicationBuilder UseNetwork(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<NetworkOptions>>().Value;
        var reach = app.ApplicationServices.GetRequiredService<NetworkReach>();
        if (options.PathBase.Length > 0)
        {
            app.UseBasePath(options.PathBase);
        }

        if (options.Networks.Count > 0)
        {
            app.UseForwardedHeaders(Believed(options, app.ApplicationServices.GetRequiredService<IConfiguration>()));
        }

        app.Use(StayWithTlsAsync);
        if (reach.IsByTlsAlone)
        {
            app.Use(RefusePlainAsync);
        }

        return options.PublicOrigin is { } origin ? app.Use((context, next) => ReachedAtAsync(context, next, origin)) : app;
    }

    private static ForwardedHeadersOptions Believed(NetworkOptions options, IConfiguration configuration)
    {
        var believed = ProxyList.Believed(
            options.Networks,
            ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost
        );
        // The same names as in the Host header itself.
        foreach (var host in ListSetting.Items(configuration["AllowedHosts"] ?? ""))
        {
            believed.AllowedHosts.Add(host);
        }

        return believed;
    }

    /// <summary>Tells browsers that came by TLS to keep to it, on either listener: after what a proxy says of it is known.</summary>
    public static Task StayWithTlsAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.IsHttps)
        {
            // Late: a page that tells of a fault begins with all headers cleared.
            context.Response.OnStarting(() =>
            {
                if (!IsThisMachine(context.Request.Host.Host))
                {
                    context.Response.Headers.StrictTransportSecurity = StrictTransport;
                }

                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    /// <summary>Not even a page: what is signed in would go over the wire in the clear. This machine's own probes and people may.</summary>
    private static Task RefusePlainAsync(HttpContext context, RequestDelegate next)
    {
        if (
            context.Request.IsHttps
            || context.Connection.RemoteIpAddress is not { } address
            || IPAddress.IsLoopback(ClientAddress.Plain(address)!)
            || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        )
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(PlainHttp, context.RequestAborted);
    }

    /// <summary>Links, the provider's way back and the origins of our pages go by the address that is set, whatever a request says.</summary>
    private static Task ReachedAtAsync(HttpContext context, RequestDelegate next, Uri origin)
    {
        context.Request.Scheme = origin.Scheme;
        // As a browser writes it in its Origin header.
        var host = origin.HostNameType == UriHostNameType.Dns ? origin.IdnHost : origin.Host;
        context.Request.Host = new HostString(origin.IsDefaultPort ? host : $"{host}:{origin.Port}");
        return next(context);
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

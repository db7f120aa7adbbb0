using System.Net;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>A way of somebody's browser, for what a page of ours asks.</summary>
/// <param name="way">How requests get there.</param>
/// <param name="cookies">What the browser holds.</param>
/// <param name="origin">Whose page asks.</param>
internal sealed class WithCookies(HttpMessageHandler way, CookieContainer cookies, string origin) : DelegatingHandler(way)
{
    // The container's own idea of ports and prefixes is not a browser's.
    private readonly Uri _host = new($"https://{new Uri(origin).Host}/");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (cookies.GetCookieHeader(_host) is { Length: > 0 } held)
        {
            request.Headers.TryAddWithoutValidation("Cookie", held);
        }

        request.Headers.TryAddWithoutValidation("Origin", origin);
        return base.SendAsync(request, cancellationToken);
    }
}

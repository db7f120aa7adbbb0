using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace StreamOps.Dashboard.Network;

/// <summary>How circuits and hubs are spoken to.</summary>
internal static class LastingConnections
{
    /// <summary>What comes from a browser, or from a hub's client, is small: signal texts come by POST. Bytes.</summary>
    public const int LargestMessage = 32 * 1024;

    /// <summary>As HTTP/1.1 asks for a WebSocket, and as HTTP/2 does.</summary>
    private static readonly string[] Opening = [HttpMethods.Get, HttpMethods.Connect];

    /// <summary>
    /// Over WebSockets and no other way: each is one request that lasts, and <see cref="OpenConnections"/> counts it. Long polling would keep a circuit by requests
    /// that come and go, of which hardly one is there to be counted.
    /// </summary>
    /// <param name="endpoints">Those of hubs among them; all others stay as they are.</param>
    public static TBuilder OverWebSocketsAlone<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint =>
        {
            // A hub's two routes share one set of options, which stands at the one that negotiates. For circuits there is no other way to it before .NET 11.
            if (endpoint.Metadata.OfType<HttpConnectionDispatcherOptions>().FirstOrDefault() is { } options)
            {
                options.Transports = HttpTransportType.WebSockets;
            }

            // What is posted here would be taken, and kept, for a connection that has no transport yet.
            if (endpoint.Metadata.OfType<HubMetadata>().Any() && !endpoint.Metadata.OfType<NegotiateMetadata>().Any())
            {
                endpoint.Metadata.Add(new HttpMethodMetadata(Opening));
            }
        });
        return endpoints;
    }
}

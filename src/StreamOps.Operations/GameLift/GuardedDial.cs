using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace StreamOps.Operations.GameLift;

/// <summary>Calls to addresses of the settings: a name is judged again once it is looked up, and no answer leads elsewhere.</summary>
public static class GuardedDial
{
    /// <summary>What sends those calls.</summary>
    /// <param name="mayBeHere">Whether the settings name this machine.</param>
    /// <param name="lookUp">Looks a name up; null for the system's way.</param>
    public static SocketsHttpHandler Handler(bool mayBeHere, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null)
    {
        lookUp ??= Dns.GetHostAddressesAsync;
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var isProxy = IsOfProxy(context.DnsEndPoint.Host, context.InitialRequestMessage);
                var found = await lookUp(context.DnsEndPoint.Host, cancellationToken);
                var allowed = found.Where(address => isProxy || PlainAddress.MayLeadTo(address, mayBeHere)).ToArray();
                return allowed.Length > 0
                    ? await ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken)
                    : throw new HttpRequestException(
                        HttpRequestError.NameResolutionError,
                        WhyNot(context.DnsEndPoint.Host, found.Length > 0)
                    );
            },
        };
    }

    private static string WhyNot(string host, bool isFound)
    {
        var leadsTo = isFound ? "where StreamOps never asks: this machine itself, or what a cloud keeps for its machines" : "no address";
        return $"The name {host} leads to {leadsTo}. Check the name in the settings, and what the name server says of it. Nothing was sent.";
    }

    // A proxy of the environment is where the machine's owner sends everything; it looks names up itself. For https it is asked for a tunnel first, by a request of
    // .NET's own that has the proxy's address.
    private static bool IsOfProxy(string host, HttpRequestMessage request) =>
        request.Method == HttpMethod.Connect || !IsSame(host, request.RequestUri!);

    private static bool IsSame(string host, Uri address) =>
        string.Equals(host, address.IdnHost, StringComparison.OrdinalIgnoreCase)
        || string.Equals(host, address.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The AWS client's way out, which is guarded.</summary>
/// <param name="mayBeHere">Whether the settings name this machine.</param>
internal sealed class GuardedHttpClients(bool mayBeHere) : HttpClientFactory
{
    /// <summary>Nobody waits longer than a read is given; without a bound attempts would pile up on a line that swallows them.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var client = new HttpClient(new ServiceConnections(() => Fresh(clientConfig)));
        if (clientConfig.Timeout is { } timeout)
        {
            client.Timeout = timeout;
        }

        return client;
    }

    private SocketsHttpHandler Fresh(IClientConfig clientConfig)
    {
        var handler = GuardedDial.Handler(mayBeHere);
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.ConnectTimeout = ConnectTimeout;
        if (clientConfig.MaxConnectionsPerServer is { } most)
        {
            handler.MaxConnectionsPerServer = most;
        }

        return handler;
    }
}

using System.Net;
using Microsoft.AspNetCore.Connections;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Player;

/// <summary>Lets connections in by their shares; those of trusted proxies are everybody's, and have no share of their own.</summary>
internal sealed class ConnectionCap : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<IPNetwork> _proxies;
    private readonly ITimer _looks;

    public ConnectionCap(IOptions<PlayerOptions> options, TimeProvider time)
    {
        _proxies = options.Value.ProxyNetworks;
        Shares = new ConnectionShares(time);
        _looks = time.CreateTimer(_ => Shares.EndIdle(), state: null, BetweenLooks, BetweenLooks);
    }

    public ConnectionShares Shares { get; }

    /// <summary>Serves a connection, or ends it unanswered.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = ClientAddress.Plain((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (address is null || _proxies.Any(network => network.Contains(address)))
        {
            await next(connection);
            return;
        }

        if (Shares.Take(address, connection.Abort) is not { } seat)
        {
            connection.Abort();
            return;
        }

        connection.Features.Set(seat);
        try
        {
            await next(connection);
        }
        finally
        {
            seat.Free();
        }
    }

    public void Dispose() => _looks.Dispose();
}

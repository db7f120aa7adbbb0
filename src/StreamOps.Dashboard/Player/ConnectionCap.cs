using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace StreamOps.Dashboard.Player;

/// <summary>How many connections one address may hold: alone it cannot take all of the listener's.</summary>
internal sealed class ConnectionCap(IOptions<PlayerOptions> options) : IDisposable
{
    /// <summary>The streams of an address, and its pages' files and posts beside them.</summary>
    internal const int ConnectionsPerAddress = 64;

    private readonly PartitionedRateLimiter<IPAddress?> _limiter = LimiterBesides(options.Value.ProxyNetworks);

    /// <summary>Serves a connection, or ends it unanswered.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using var lease = _limiter.AttemptAcquire(ClientAddress.Plain((connection.RemoteEndPoint as IPEndPoint)?.Address));
        if (lease.IsAcquired)
        {
            await next(connection);
        }
        else
        {
            connection.Abort();
        }
    }

    public void Dispose() => _limiter.Dispose();

    private static PartitionedRateLimiter<IPAddress?> LimiterBesides(IReadOnlyList<IPNetwork> proxies) =>
        PartitionedRateLimiter.Create<IPAddress?, string>(address =>
            // Behind a proxy is everybody.
            address is null
            || proxies.Any(network => network.Contains(address))
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetConcurrencyLimiter(
                    ClientAddress.PartitionOf(address),
                    _ => new ConcurrencyLimiterOptions { PermitLimit = ConnectionsPerAddress }
                )
        );
}

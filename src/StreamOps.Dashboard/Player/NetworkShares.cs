using System.Threading.RateLimiting;

namespace StreamOps.Dashboard.Player;

/// <summary>
/// Requests of one kind, of all networks together: some a minute are each network's own, whatever the others do; more than that come out of one pool. So
/// nobody uses up what a player needs, from however many networks they ask.
/// </summary>
/// <typeparam name="T">What stands for a request.</typeparam>
/// <param name="networkOf">Its network: an IPv6 /48, an IPv4 /24; null for what is of another kind.</param>
/// <param name="size">How many.</param>
internal sealed class NetworkShares<T>(Func<T, string?> networkOf, NetworkShare size) : PartitionedRateLimiter<T>
{
    private readonly PartitionedRateLimiter<T> _own = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<T, string>(request => Window(networkOf(request), size.OfOneNetwork)),
        PartitionedRateLimiter.Create<T, string>(request => Window(networkOf(request) is null ? null : "", size.OfAllNetworks))
    );

    private readonly PartitionedRateLimiter<T> _pool = PartitionedRateLimiter.Create<T, string>(_ => Window("", size.OfThePool));

    public override RateLimiterStatistics? GetStatistics(T resource) => null;

    protected override RateLimitLease AttemptAcquireCore(T resource, int permitCount)
    {
        var own = _own.AttemptAcquire(resource, permitCount);
        if (own.IsAcquired)
        {
            return own;
        }

        own.Dispose();
        return _pool.AttemptAcquire(resource, permitCount);
    }

    // Nobody waits in a line here.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(T resource, int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(resource, permitCount));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _own.Dispose();
            _pool.Dispose();
        }

        base.Dispose(disposing);
    }

    private static RateLimitPartition<string> Window(string? name, int? permits) =>
        name is null || permits is not { } most ? RateLimitPartition.GetNoLimiter("none") : PlayerLimits.APerMinute(name, most);
}

/// <summary>How many requests of one kind networks may make.</summary>
/// <param name="OfOneNetwork">In a minute, each network's own.</param>
/// <param name="OfThePool">In a minute beyond those, of all together.</param>
/// <param name="OfAllNetworks">In a minute, what the networks' own come to in all, however many networks there are; null for no such limit.</param>
internal sealed record NetworkShare(int OfOneNetwork, int OfThePool, int? OfAllNetworks = null);

using System.Threading.RateLimiting;

namespace StreamOps.Dashboard.Player;

/// <summary>
/// Tries of codes, of all networks together: one a minute is each network's own, whatever the others do; more than that come out of one pool. So nobody
/// uses up what a player with the right code needs.
/// </summary>
/// <typeparam name="T">What stands for a request.</typeparam>
/// <param name="networkOf">Its network: an IPv6 /48, an IPv4 /24; null for what is no try of a code.</param>
internal sealed class CodeShares<T>(Func<T, string?> networkOf) : PartitionedRateLimiter<T>
{
    /// <summary>Tries a minute that are each network's own.</summary>
    public const int OfOneNetwork = 1;

    /// <summary>Tries a minute that those have in all, however many networks there are: it bounds what guessing yields.</summary>
    public const int OfAllNetworks = 3_000;

    /// <summary>Tries a minute beyond those, of all together.</summary>
    public const int OfThePool = 120;

    private readonly PartitionedRateLimiter<T> _own = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<T, string>(request => Window(networkOf(request), OfOneNetwork)),
        PartitionedRateLimiter.Create<T, string>(request => Window(networkOf(request) is null ? null : "", OfAllNetworks))
    );

    private readonly PartitionedRateLimiter<T> _pool = PartitionedRateLimiter.Create<T, string>(_ => Window("", OfThePool));

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

    private static RateLimitPartition<string> Window(string? name, int permits) =>
        name is null ? RateLimitPartition.GetNoLimiter("none") : PlayerLimits.APerMinute(name, permits);
}

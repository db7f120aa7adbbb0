using System.Threading.RateLimiting;
using StreamOps.Dashboard.Network;
using StreamOps.Operations.Players;

namespace StreamOps.Dashboard.Player;

/// <summary>
/// Who may hold the streams of events: a page is counted once it was let in, never while its post is on the way. Pages of links that nobody has spent
/// never have the reserve.
/// </summary>
internal sealed class StreamSeats : IDisposable
{
    /// <summary>Of all together.</summary>
    public const int All = 3_000;

    /// <summary>Of them, for pages whose link is spent, and for the game's own.</summary>
    public const int Reserve = 1_000;

    /// <summary>What one spent page has, and all pages of one unspent link: a browser's lines, and some that the other side has not seen end.</summary>
    public const int PerShare = 8;

    /// <summary>Posts of one network (IPv6 /48, IPv4 /24) whose body is still on the way.</summary>
    public const int ArrivingPerNetwork = 64;

    private readonly PartitionedRateLimiter<string> _arriving = AtOnce<string>(network => network, ArrivingPerNetwork);
    private readonly PartitionedRateLimiter<PageShare>[] _limits =
    [
        AtOnce<PageShare>(share => share.Name, PerShare),
        AtOnce<PageShare>(share => share.IsBound ? null : "", All - Reserve),
        AtOnce<PageShare>(_ => "", All),
    ];
    private readonly PartitionedRateLimiter<PageShare> _seats;

    public StreamSeats() => _seats = PartitionedRateLimiter.CreateChained(_limits);

    /// <summary>Reads the post that asks for a stream.</summary>
    /// <exception cref="PlayerRefusedException">Too many of its network are on the way, or it is no message.</exception>
    public async Task<PlayerMessage> ReadAsync(HttpContext context, TimeProvider time)
    {
        using var lease = _arriving.AttemptAcquire(ClientAddress.NetworkOf(context.Connection.RemoteIpAddress));
        return lease.IsAcquired ? await PlayerMessage.ReadAsync(context, time) : throw PlayerRefusedException.Crowded;
    }

    /// <summary>Takes a stream for as long as the request lasts.</summary>
    /// <exception cref="PlayerRefusedException">There is none left for such a page.</exception>
    public void Take(HttpContext context, PageShare share) =>
        context.Response.RegisterForDispose(TryTake(share) ?? throw PlayerRefusedException.Crowded);

    /// <summary>A stream, until it is disposed of; null when there is none left for such a page.</summary>
    public IDisposable? TryTake(PageShare share)
    {
        var seat = _seats.AttemptAcquire(share);
        if (seat.IsAcquired)
        {
            return seat;
        }

        seat.Dispose();
        return null;
    }

    public void Dispose()
    {
        _arriving.Dispose();
        _seats.Dispose();
        Array.ForEach(_limits, limit => limit.Dispose());
    }

    private static PartitionedRateLimiter<T> AtOnce<T>(Func<T, string?> nameOf, int permits) =>
        PartitionedRateLimiter.Create<T, string>(one =>
            nameOf(one) is { } name
                ? RateLimitPartition.GetConcurrencyLimiter(name, _ => new ConcurrencyLimiterOptions { PermitLimit = permits })
                : RateLimitPartition.GetNoLimiter("none")
        );
}

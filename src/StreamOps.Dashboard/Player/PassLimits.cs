using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using StreamOps.Operations.Players;

namespace StreamOps.Dashboard.Player;

/// <summary>How much one link may ask, from wherever its holder asks.</summary>
internal sealed class PassLimits : IDisposable
{
    private const int RequestsPerMinute = 120;
    private const int OffersPerMinute = 12;

    private readonly PartitionedRateLimiter<(string Pass, bool IsOffer)> _limiter = PartitionedRateLimiter.Create<
        (string Pass, bool IsOffer),
        (string Pass, bool IsOffer)
    >(request =>
        RateLimitPartition.GetSlidingWindowLimiter(
            request,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = request.IsOffer ? OffersPerMinute : RequestsPerMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }
        )
    );

    /// <summary>Counts a request.</summary>
    /// <exception cref="PlayerRefusedException">There were too many.</exception>
    public void Count(PlayerPass pass, bool isOffer = false)
    {
        // The secret itself is not kept.
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(pass.Text)));
        using var lease = _limiter.AttemptAcquire((name, isOffer));
        if (!lease.IsAcquired)
        {
            throw PlayerRefusedException.Crowded;
        }
    }

    public void Dispose() => _limiter.Dispose();
}

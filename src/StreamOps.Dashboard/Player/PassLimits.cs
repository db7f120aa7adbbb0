using System.Threading.RateLimiting;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;

namespace StreamOps.Dashboard.Player;

/// <summary>How much one page may ask, from wherever it asks.</summary>
internal sealed class PassLimits(PlayerDesk desk) : IDisposable
{
    private const int RequestsPerMinute = 120;
    private const int OffersPerMinute = 12;

    private readonly PartitionedRateLimiter<(string Key, bool IsOffer)> _limiter = PartitionedRateLimiter.Create<
        (string Key, bool IsOffer),
        (string Key, bool IsOffer)
    >(request => PlayerLimits.APerMinute(request, request.IsOffer ? OffersPerMinute : RequestsPerMinute));

    /// <summary>
    /// Counts a request for the page behind a pass: each opening gives a new pass, and a text that is none counts nowhere. It proves nothing: a pass that is
    /// real may let nobody in any more.
    /// </summary>
    /// <exception cref="PlayerRefusedException">There were too many, or it is no pass of this page.</exception>
    public void Count(PlayerPass pass, PageKey page, bool isOffer = false)
    {
        var key = desk.KeyOf(pass, page) ?? throw PlayerRefusedException.Of(PlayerRefusal.Unknown);
        using var lease = _limiter.AttemptAcquire((key, isOffer));
        if (!lease.IsAcquired)
        {
            throw PlayerRefusedException.Crowded;
        }
    }

    public void Dispose() => _limiter.Dispose();
}

using StreamOps.Benchmarks.Gauges;

namespace StreamOps.Benchmarks.Crowds;

/// <summary>What each page of a crowd holds at the server: what lives there beyond what lived with the first one alone.</summary>
internal sealed class HeldPages
{
    private readonly Gauge _gauge;
    private readonly Crowd _crowd;
    private readonly long _firstBytes;

    private HeldPages(Gauge gauge, Crowd crowd, long firstBytes) => (_gauge, _crowd, _firstBytes) = (gauge, crowd, firstBytes);

    /// <summary>Opens the first page: what the server holds from then on whoever watches is no page's.</summary>
    public static async Task<HeldPages> BeginAsync(Gauge gauge, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.GrowAsync(1, cancellationToken);
        return new HeldPages(gauge, crowd, (await gauge.CollectAsync()).HeapBytes);
    }

    /// <summary>Kilobytes of a page; not a number for a crowd of one.</summary>
    public async Task<double> MeasureAsync() =>
        _crowd.Count > 1 ? ((await _gauge.CollectAsync()).HeapBytes - _firstBytes) / 1024.0 / (_crowd.Count - 1) : double.NaN;
}

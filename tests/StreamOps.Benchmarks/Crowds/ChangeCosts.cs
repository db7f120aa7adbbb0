using StreamOps.Benchmarks.Gauges;
using StreamOps.Benchmarks.Results;

namespace StreamOps.Benchmarks.Crowds;

/// <summary>The same change over and over, round by round.</summary>
/// <param name="gauge">The server's.</param>
/// <param name="crowd">Who watches.</param>
/// <param name="changes">In each round.</param>
/// <param name="changeAsync">Makes one, and says when, as a timestamp.</param>
internal sealed class ChangeCosts(Gauge gauge, Crowd crowd, int changes, Func<Task<long>> changeAsync)
{
    private readonly List<ChangeCost> _rounds = [];

    /// <summary>One round.</summary>
    /// <returns>Processor time for each who watches and each change, in milliseconds.</returns>
    public async Task<double> MeasureAsync(CancellationToken cancellationToken)
    {
        _rounds.Add(await ChangeCost.MeasureAsync(gauge, crowd, changes, changeAsync, cancellationToken));
        return _rounds[^1].CpuMilliseconds;
    }

    /// <summary>One figure of all rounds.</summary>
    public Spread Of(Func<ChangeCost, double> figure) => new([.. _rounds.Select(figure)]);
}

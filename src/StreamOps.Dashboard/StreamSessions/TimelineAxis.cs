namespace StreamOps.Dashboard.StreamSessions;

/// <summary>Where a moment stands on a timeline, in percent of its width. Long quiet stretches are shortened: a distance grows with the logarithm of its time.</summary>
public sealed class TimelineAxis
{
    private static readonly TimeSpan Unit = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset[] _moments;
    private readonly double[] _places;

    /// <summary>An axis over all moments that stand on it.</summary>
    /// <param name="moments">In any order.</param>
    /// <param name="width">The place of the last one, in percent.</param>
    public TimelineAxis(IEnumerable<DateTimeOffset> moments, double width)
    {
        _moments = [.. moments.Distinct().Order()];
        _places = new double[_moments.Length];
        for (var index = 1; index < _moments.Length; index++)
        {
            _places[index] = _places[index - 1] + Math.Log2(1 + ((_moments[index] - _moments[index - 1]) / Unit));
        }

        var length = _places.Length > 0 ? _places[^1] : 0;
        for (var index = 0; index < _places.Length && length > 0; index++)
        {
            _places[index] *= width / length;
        }
    }

    /// <summary>The place of a moment; before the first and after the last one it stands with them.</summary>
    public double PlaceOf(DateTimeOffset moment)
    {
        var found = Array.BinarySearch(_moments, moment);
        if (found >= 0)
        {
            return _places[found];
        }

        var next = ~found;
        if (next == 0 || next == _moments.Length)
        {
            return _places.Length == 0 ? 0 : _places[next == 0 ? 0 : ^1];
        }

        var share = (moment - _moments[next - 1]) / (_moments[next] - _moments[next - 1]);
        return _places[next - 1] + (share * (_places[next] - _places[next - 1]));
    }

    /// <summary>The moments to write out, so far apart that their words do not meet; the last one always.</summary>
    /// <param name="candidates">Moments that matter, in any order.</param>
    /// <param name="apart">The least distance, in percent.</param>
    public IReadOnlyList<DateTimeOffset> Ticks(IEnumerable<DateTimeOffset> candidates, double apart)
    {
        var ticks = new List<DateTimeOffset>();
        foreach (var moment in candidates.Distinct().OrderDescending())
        {
            if (ticks.Count == 0 || PlaceOf(ticks[^1]) - PlaceOf(moment) >= apart)
            {
                ticks.Add(moment);
            }
        }

        ticks.Reverse();
        return ticks;
    }
}

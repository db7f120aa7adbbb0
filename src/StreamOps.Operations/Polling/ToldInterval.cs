namespace StreamOps.Operations.Polling;

/// <summary>How often something is read, as people are told: in steps of a quarter or less, so that a plan that moves a little with each player who is lost is no news.</summary>
internal static class ToldInterval
{
    private static readonly double[] Steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    /// <summary>What is told now.</summary>
    /// <param name="told">What was told before; null for nothing.</param>
    /// <param name="planned">What is so; null where nothing is read.</param>
    /// <returns>The same as before while that is right to a quarter.</returns>
    public static TimeSpan? After(TimeSpan? told, TimeSpan? planned) =>
        planned is not { } now ? null
        : told is { } before && Longer(now, Least) / before is >= 0.8 and <= 1.25 ? told
        : Nearest(Longer(now, Least));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Nearest(TimeSpan interval)
    {
        // Below a second whole tenths alone: they are said with one digit.
        var unit = Math.Pow(10, Math.Floor(Math.Log10(interval.TotalSeconds)));
        var step = Steps.MinBy(step => Math.Abs(Math.Log(interval.TotalSeconds / unit / step)));
        return TimeSpan.FromMilliseconds(Math.Round(step * unit * 10) * 100);
    }
}

namespace StreamOps.Benchmarks.Results;

/// <summary>What some rounds came to: the median, and how far they lie apart.</summary>
/// <param name="Rounds">One figure of each round, in the order in which they were measured.</param>
internal sealed record Spread(IReadOnlyList<double> Rounds)
{
    /// <summary>Half of the rounds lie below; not a number where there is none.</summary>
    public double Median => Percentile(Rounds, 0.5);

    public double Least => Figures(Rounds).DefaultIfEmpty(double.NaN).Min();

    public double Most => Figures(Rounds).DefaultIfEmpty(double.NaN).Max();

    /// <summary>Round by round, what this is to that: both were measured under the same load.</summary>
    public Spread To(Spread other) => new([.. Rounds.Zip(other.Rounds, (one, two) => one / two)]);

    /// <summary>The figure below which a share of all lies, between two by their distance; not a number where there is none.</summary>
    /// <param name="values">In any order.</param>
    /// <param name="share">0 to 1.</param>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = Figures(values).Order().ToList();
        if (sorted.Count == 0)
        {
            return double.NaN;
        }

        var at = share * (sorted.Count - 1);
        var below = (int)at;
        return below + 1 < sorted.Count ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>Without the rounds that came to nothing.</summary>
    private static IEnumerable<double> Figures(IEnumerable<double> values) => values.Where(value => !double.IsNaN(value));
}

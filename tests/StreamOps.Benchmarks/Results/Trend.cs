namespace StreamOps.Benchmarks.Results;

/// <summary>A straight line through measured points, by least squares, and how sure its slope is.</summary>
/// <param name="Slope">Of the figure for each step of what it goes by.</param>
/// <param name="HalfWidth">With 95 % the true slope is no further than this from <paramref name="Slope"/>; infinite for two points, which prove nothing.</param>
/// <param name="Mean">Of the figures.</param>
internal sealed record Trend(double Slope, double HalfWidth, double Mean)
{
    /// <summary>Student's t for 95 %, both sides, by degrees of freedom from 1 on; beyond the last one that of the normal distribution is near enough.</summary>
    private static readonly double[] Student =
    [
        12.706,
        4.303,
        3.182,
        2.776,
        2.571,
        2.447,
        2.365,
        2.306,
        2.262,
        2.228,
        2.201,
        2.179,
        2.160,
        2.145,
        2.131,
        2.120,
        2.110,
        2.101,
        2.093,
        2.086,
        2.080,
        2.074,
        2.069,
        2.064,
        2.060,
        2.056,
        2.052,
        2.048,
        2.045,
        2.042,
    ];

    /// <summary>Whether the figures may as well stand still.</summary>
    public bool MayBeFlat => Math.Abs(Slope) <= HalfWidth;

    /// <summary>The line through at least two points.</summary>
    public static Trend Of(IReadOnlyList<(double X, double Y)> points)
    {
        var (meanX, meanY) = (points.Average(point => point.X), points.Average(point => point.Y));
        var spread = points.Sum(point => (point.X - meanX) * (point.X - meanX));
        var slope = points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread;
        var freedom = points.Count - 2;
        var rest = points.Sum(point =>
        {
            var off = point.Y - meanY - (slope * (point.X - meanX));
            return off * off;
        });
        var half = freedom > 0 ? StudentOf(freedom) * Math.Sqrt(rest / freedom / spread) : double.PositiveInfinity;
        return new Trend(slope, half, meanY);
    }

    /// <summary>By which power of the one the other grows: 0 for not at all, 1 for as fast.</summary>
    public static double ExponentOf(IEnumerable<(double Size, double Cost)> points) =>
        Of([.. points.Select(point => (Math.Log(point.Size), Math.Log(point.Cost)))]).Slope;

    private static double StudentOf(int freedom) => freedom <= Student.Length ? Student[freedom - 1] : 1.96;
}

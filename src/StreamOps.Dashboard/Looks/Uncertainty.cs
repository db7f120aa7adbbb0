namespace StreamOps.Dashboard.Looks;

/// <summary>How sure a moment is, in the unit people would use for it.</summary>
public static class Uncertainty
{
    private const double LongestInSeconds = 90;
    private const double LongestInMinutes = 90;

    /// <summary>As <c>±3 s</c>, <c>±46 min</c> or <c>±2 h</c>, rounded up; empty when the moment is known.</summary>
    public static string Words(DateTimeOffset earliest, DateTimeOffset expected, DateTimeOffset latest)
    {
        var before = expected - earliest;
        var after = latest - expected;
        var most = before > after ? before : after;
        return most <= TimeSpan.Zero ? ""
            : most.TotalSeconds <= LongestInSeconds ? Round(most.TotalSeconds, "s")
            : most.TotalMinutes <= LongestInMinutes ? Round(most.TotalMinutes, "min")
            : Round(most.TotalHours, "h");
    }

    private static string Round(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"±{Math.Ceiling(value):0} {unit}");
}

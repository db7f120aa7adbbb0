namespace StreamOps.Dashboard.Meter;

/// <summary>Figures of the meter as people read them.</summary>
internal static class MeterWords
{
    // A figure and its unit stay on one line.
    private const char Bound = '\u00a0';

    /// <summary>As <c>0.4 s</c>, <c>14 s</c> or <c>5 min</c>.</summary>
    public static string Span(TimeSpan span) =>
        span.TotalSeconds switch
        {
            < 9.95 => $"{Number(span.TotalSeconds)}{Bound}s",
            < 119.5 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0}{Bound}s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0}{Bound}min"),
        };

    /// <summary>As <c>every 0.4 s</c>; of a list that is not read, so.</summary>
    public static string Every(TimeSpan? interval) => interval is { } span ? $"every {Span(span)}" : "not read at present";

    /// <summary>With a tenth where there is one.</summary>
    public static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>As <c>25 %</c>.</summary>
    public static string Percent(double share) => $"{Number(share * 100)}{Bound}%";
}

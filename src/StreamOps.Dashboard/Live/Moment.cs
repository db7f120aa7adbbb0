namespace StreamOps.Dashboard.Live;

/// <summary>Moments as the browser's clocks read them: milliseconds on the fleet clock's line.</summary>
public static class Moment
{
    public static string Attribute(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static string? Attribute(DateTimeOffset? moment) => moment is { } value ? Attribute(value) : null;

    /// <summary>For the hover: ISO 8601 in UTC.</summary>
    public static string Iso(DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);
}

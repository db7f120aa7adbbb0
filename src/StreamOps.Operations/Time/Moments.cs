namespace StreamOps.Operations.Time;

/// <summary>The earlier and the later of two moments.</summary>
public static class Moments
{
    /// <summary>The earlier one.</summary>
    public static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => other < one ? other : one;

    /// <summary>The earlier one; where one is not known, the other.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    /// <summary>The later one.</summary>
    public static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>The shorter of two spans.</summary>
    public static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>The longer of two spans.</summary>
    public static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

namespace StreamOps.Operations.Meter;

/// <summary>How old what is known of one list of sessions is.</summary>
/// <param name="Status">In which status its sessions are.</param>
/// <param name="Age">Since the last walk began that showed all of it; null before there was one.</param>
/// <param name="Interval">From one walk's start to the next, by the plan.</param>
/// <param name="IsRefused">Whether the service refuses to give it.</param>
public sealed record ListAge(StreamSessionStatus Status, TimeSpan? Age, TimeSpan Interval, bool IsRefused)
{
    /// <summary>A walk takes its time, and its answer too.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>Whether it is older than it would be if all went by the plan: a walk spread over its interval is two of them old when the next one is through.</summary>
    public bool IsLate => IsRefused || Age is not { } age || age > (Interval * 2) + Tolerance;
}

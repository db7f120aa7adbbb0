namespace StreamOps.Operations.Time;

/// <summary>The process's own time line: starts at the host's clock and never jumps.</summary>
/// <remarks>Every bound and deadline is held on it, so that a step of the host's clock cannot lengthen a countdown.</remarks>
public sealed class FleetClock(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _startTimestamp = time.GetTimestamp();

    /// <summary>Now, on this line.</summary>
    public DateTimeOffset Now => _start + time.GetElapsedTime(_startTimestamp);

    /// <summary>A moment of the host's counter, on this line.</summary>
    /// <param name="timestamp">Of <see cref="TimeProvider.GetTimestamp"/>.</param>
    public DateTimeOffset At(long timestamp) => _start + time.GetElapsedTime(_startTimestamp, timestamp);
}

namespace StreamOps.Operations.Time;

/// <summary>Service time against the <see cref="FleetClock"/>, learned from the <c>Date</c> headers of answers.</summary>
/// <remarks>
/// The header has whole seconds, rounded down, and was written somewhere between sending and arrival. Each sample takes the cautious side of
/// both, <c>Date + 1 s - SentAt</c>, so none is below the true offset, and neither is their median. A service moment then falls early
/// rather than late on the fleet's line: a countdown may run out early, never late.
/// </remarks>
public sealed class ServiceClock
{
    private const int SamplesKept = 16;
    private static readonly TimeSpan HeaderResolution = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _samples = new(SamplesKept);
    private TimeSpan _offset;

    /// <summary>Service time minus fleet time, never too small; zero before the first answer.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (_lock)
            {
                return _offset;
            }
        }
    }

    /// <summary>A moment of service time on the fleet's line, rather early than late.</summary>
    public DateTimeOffset ToFleet(DateTimeOffset serviceTime) => serviceTime - Offset;

    /// <summary>Learns from one answer; one without a <c>Date</c> teaches nothing.</summary>
    public void Observe(DateTimeOffset sentAt, DateTimeOffset? serviceDate)
    {
        if (serviceDate is not { } date)
        {
            return;
        }

        lock (_lock)
        {
            if (_samples.Count == SamplesKept)
            {
                _samples.Dequeue();
            }

            _samples.Enqueue(date + HeaderResolution - sentAt);
            // Of an even number the larger middle one: the cautious of the two.
            _offset = _samples.Order().ElementAt(_samples.Count / 2);
        }
    }
}

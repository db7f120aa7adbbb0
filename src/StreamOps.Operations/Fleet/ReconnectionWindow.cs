namespace StreamOps.Operations.Fleet;

/// <summary>The time a session still waits for its client. Every moment is on the <see cref="Time.FleetClock"/>.</summary>
/// <remarks>
/// An estimate: the API reports no time of disconnect, so the start is only known between two reads, and LastUpdatedAt stands for it.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html
/// </remarks>
public sealed record ReconnectionWindow
{
    public required WindowKind Kind { get; init; }

    /// <summary>Names the episode (from one loss to its end) this window belongs to; stays the same while the rescue itself moves the session on.</summary>
    public required long Epoch { get; init; }

    /// <summary>p0: not before this moment did the window begin (start of the last good read that showed another status).</summary>
    public required DateTimeOffset EnteredEarliest { get; init; }

    /// <summary>u': the window's likely start, by LastUpdatedAt where it can be believed.</summary>
    public required DateTimeOffset EnteredExpected { get; init; }

    /// <summary>p1: the arrival of the first read that showed the window.</summary>
    public required DateTimeOffset EnteredLatest { get; init; }

    /// <summary>T; null until GetStreamSession told it. Then there is no countdown, only time elapsed.</summary>
    public TimeSpan? ConnectionTimeout { get; init; }

    /// <summary>CreatedAt + SessionLengthSeconds; null while either is unknown.</summary>
    public DateTimeOffset? SessionEnds { get; init; }

    /// <summary>The end of the window before, when it may still count: shown as a warning beside the new one.</summary>
    public DateTimeOffset? CautiousEnd { get; init; }

    /// <summary>Where the window before began, as long as no timeout makes an end of it.</summary>
    public DateTimeOffset? CautiousStart { get; init; }

    /// <summary>Set while <c>RECONNECTING</c>: the figure stops here.</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>Before this moment the window is not over (<see cref="Time.FleetClock"/>); null without a timeout.</summary>
    public DateTimeOffset? EarliestEnd => EndAfter(EnteredEarliest);

    /// <summary>The likely end, which the countdown shows (<see cref="Time.FleetClock"/>); null without a timeout.</summary>
    public DateTimeOffset? ExpectedEnd => EndAfter(EnteredExpected);

    /// <summary>After this moment the window is over (<see cref="Time.FleetClock"/>); null without a timeout.</summary>
    public DateTimeOffset? LatestEnd => EndAfter(EnteredLatest);

    /// <summary>The end of a window that began then; null without a beginning or a timeout.</summary>
    internal DateTimeOffset? EndAfter(DateTimeOffset? entered)
    {
        if (ConnectionTimeout is not { } timeout || entered is not { } start)
        {
            return null;
        }

        var end = start + timeout;
        return SessionEnds < end ? SessionEnds : end;
    }
}

/// <summary>Which of the two clocks runs.</summary>
public enum WindowKind
{
    /// <summary><c>PENDING_CLIENT_RECONNECTION</c>: the player must reach us.</summary>
    Reach,

    /// <summary><c>ACTIVE</c> (again): the client must connect.</summary>
    Connect,
}

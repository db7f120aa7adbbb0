namespace StreamOps.Operations.Fleet;

/// <summary>Whether what is shown can be believed. Changes with the state of the reads, never with the passing of time.</summary>
public sealed record PollHealth
{
    private static readonly TimeSpan LeastReadLimit = TimeSpan.FromSeconds(6);

    public required PollState State { get; init; }

    /// <summary>How often waiting sessions are read at present, right to a quarter, in whole tenths of a second; null before the first plan.</summary>
    public TimeSpan? UrgentInterval { get; init; }

    /// <summary>The age from which on the last good read is too old to be believed, with no word of a failure: three intervals, six seconds at least. Null where nothing is read at intervals.</summary>
    public TimeSpan? ReadLimit =>
        this is { State: PollState.Live, UrgentInterval: { } interval }
            ? interval * 3 > LeastReadLimit
                ? interval * 3
                : LeastReadLimit
            : null;

    /// <summary>Calls a second that the plan may spend on ListStreamSessions at present.</summary>
    public double ListCallsPerSecond { get; init; }

    /// <summary>The service's own limit for ListStreamSessions, calls a second.</summary>
    public double ListCallsLimit { get; init; }

    /// <summary>The last good read, on the <see cref="FleetClock"/>; set only while stale.</summary>
    public DateTimeOffset? LastGoodRead { get; init; }

    /// <summary>When the next read will be tried, on the <see cref="FleetClock"/>; set only while stale.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>What the last failed read said; null while live, and while nothing was read yet and what is shown is from before the start.</summary>
    public ApiErrorCode? Error { get; init; }

    /// <summary>The API operation that failed, as <c>ListStreamSessions</c>; empty while live.</summary>
    public string ErrorOperation { get; init; } = "";

    /// <summary>Whether the groups are too many for the budget, so that reads are rarer than they should be.</summary>
    public bool IsDegraded { get; init; }

    /// <summary>The last time that StreamOps itself came late to its reads; null where that is more than a minute ago.</summary>
    public PollSlip? Slip { get; init; }
}

/// <summary>StreamOps itself came late: stopped, starved, paused. What happened meanwhile was read late.</summary>
/// <param name="At">When it went on, on the <see cref="FleetClock"/>.</param>
/// <param name="Late">By how much, 1 s at least.</param>
public sealed record PollSlip(DateTimeOffset At, TimeSpan Late);

/// <summary>The three states of the reads.</summary>
public enum PollState
{
    /// <summary>The first complete walk is not through yet.</summary>
    Starting,

    /// <summary>Reads succeed.</summary>
    Live,

    /// <summary>The last good rows stay, but nobody knows whether they still hold.</summary>
    Stale,
}

using StreamOps.Operations.Time;

namespace StreamOps.Operations.Fleet;

/// <summary>The arithmetic of windows: from what was known and what a read shows to the window that runs now. Touches nothing.</summary>
/// <remarks>
/// Never more time than is left: where LastUpdatedAt cannot be the moment of the change, the window began with the last read that showed
/// something else. That LastUpdatedAt marks a change of status is inferred, not documented.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StreamSessionSummary.html
/// </remarks>
internal static class ReconnectionWindows
{
    /// <summary>How much too early a service time may land on the fleet's line: the <c>Date</c> header has whole seconds, and answers take time.</summary>
    private static readonly TimeSpan ServiceTimeResolution = TimeSpan.FromSeconds(2);

    /// <summary>The window after a read.</summary>
    /// <param name="before">The session as it was known; null when this is its first read.</param>
    /// <param name="beforeSentAt">When the last accepted read left.</param>
    /// <param name="read">The read, its members completed from what was known.</param>
    /// <param name="toFleet">Service time on the fleet's line, rather early than late.</param>
    public static ReconnectionWindow? After(
        LiveStreamSession? before,
        DateTimeOffset beforeSentAt,
        SessionRead read,
        Func<DateTimeOffset, DateTimeOffset> toFleet
    )
    {
        var status = read.Session.Status;
        if (status == StreamSessionStatus.Reconnecting)
        {
            return Frozen(before, beforeSentAt, read, toFleet);
        }

        var isWaiting = status == StreamSessionStatus.PendingClientReconnection || status == StreamSessionStatus.Active;
        if (!isWaiting)
        {
            return null;
        }

        var isSameWindow = before?.Window is not null && before.Status == status && !IsEnteredAgain(before.Session, read.Session);
        return isSameWindow ? before!.Window : Entered(before, beforeSentAt, read, toFleet);
    }

    /// <summary>Not before this moment did the read's status begin: the last read with another one, else the session's creation.</summary>
    public static DateTimeOffset EarliestStart(
        LiveStreamSession? before,
        DateTimeOffset beforeSentAt,
        SessionRead read,
        Func<DateTimeOffset, DateTimeOffset> toFleet
    )
    {
        var earliest =
            before is not null ? beforeSentAt
            : read.Session.CreatedAt is { } createdAt ? toFleet(createdAt)
            // The bound where the service does not even say when it was created.
            : read.ArrivedAt - StreamSession.LongestLife;
        return earliest < read.ArrivedAt ? earliest : read.ArrivedAt;
    }

    /// <summary>Whether the same status twice hides a change and a return between two reads.</summary>
    public static bool IsEnteredAgain(StreamSession before, StreamSession now) =>
        before.LastUpdatedAt is { } old && MarkOf(before, now) > old;

    /// <summary>The LastUpdatedAt that may mark a change of status: not where an export is new, which moves it as well.</summary>
    public static DateTimeOffset? MarkOf(StreamSession? before, StreamSession now) => HasNewExport(before, now) ? null : now.LastUpdatedAt;

    /// <summary>The window with the timeouts that GetStreamSession told.</summary>
    public static ReconnectionWindow WithTimeouts(this ReconnectionWindow window, TimeSpan? connectionTimeout, DateTimeOffset? sessionEnds)
    {
        var timed = window with { ConnectionTimeout = connectionTimeout, SessionEnds = sessionEnds };
        return timed with { CautiousEnd = window.CautiousEnd ?? timed.EndAfter(window.CautiousStart) };
    }

    private static ReconnectionWindow Entered(
        LiveStreamSession? before,
        DateTimeOffset beforeSentAt,
        SessionRead read,
        Func<DateTimeOffset, DateTimeOffset> toFleet
    )
    {
        var earliest = EarliestStart(before, beforeSentAt, read, toFleet);
        var expected = Believed(before?.Session, read, earliest, toFleet);
        var isReach = read.Session.Status == StreamSessionStatus.PendingClientReconnection;
        return new ReconnectionWindow
        {
            Kind = isReach ? WindowKind.Reach : WindowKind.Connect,
            Epoch = IsSameEpisode(before, read.Session.Status) ? before!.Window!.Epoch : NewEpoch(read),
            EnteredEarliest = Narrowed(earliest, expected, read.AbsentAt),
            EnteredExpected = expected,
            EnteredLatest = read.ArrivedAt,
            CautiousEnd = before?.Window is { } old ? Moments.Earlier(old.CautiousEnd, old.ExpectedEnd) : null,
            CautiousStart = CautiousStart(before, beforeSentAt, read.Session.Status),
        };
    }

    /// <summary>The figure stops; a loss that was never seen began after the last read before it.</summary>
    private static ReconnectionWindow Frozen(
        LiveStreamSession? before,
        DateTimeOffset beforeSentAt,
        SessionRead read,
        Func<DateTimeOffset, DateTimeOffset> toFleet
    )
    {
        if (before?.Window is { } window)
        {
            return window.FrozenAt is null ? window with { FrozenAt = read.ArrivedAt } : window;
        }

        var earliest = EarliestStart(before, beforeSentAt, read, toFleet);
        return new ReconnectionWindow
        {
            Kind = WindowKind.Reach,
            Epoch = NewEpoch(read),
            EnteredEarliest = earliest,
            EnteredExpected = earliest,
            EnteredLatest = read.ArrivedAt,
            FrozenAt = read.ArrivedAt,
        };
    }

    /// <summary>LastUpdatedAt where it can mark the change; else the earliest start, never the latest.</summary>
    private static DateTimeOffset Believed(
        StreamSession? before,
        SessionRead read,
        DateTimeOffset earliest,
        Func<DateTimeOffset, DateTimeOffset> toFleet
    )
    {
        if (MarkOf(before, read.Session) is not { } updatedAt)
        {
            return earliest;
        }

        var updated = toFleet(updatedAt);
        return updated >= earliest && updated <= read.ArrivedAt ? updated : earliest;
    }

    /// <summary>
    /// Absence from a list is no event, but a witness: where LastUpdatedAt says too that the window began after the list that did not show the
    /// session, the start is known as well as the two agree. Where LastUpdatedAt is not believed, the list is not either.
    /// </summary>
    private static DateTimeOffset Narrowed(DateTimeOffset earliest, DateTimeOffset expected, DateTimeOffset? absentAt) =>
        absentAt is { } absent && expected > earliest && expected + ServiceTimeResolution >= absent
            ? Moments.Later(earliest, absent < expected ? absent : expected)
            : earliest;

    /// <summary>A rescue moves a session on within one episode; a client that was there in between begins a new one.</summary>
    private static bool IsSameEpisode(LiveStreamSession? before, StreamSessionStatus status) =>
        before?.Window is not null && (status == StreamSessionStatus.Active || before.Status == StreamSessionStatus.Reconnecting);

    private static DateTimeOffset? CautiousStart(LiveStreamSession? before, DateTimeOffset beforeSentAt, StreamSessionStatus status)
    {
        if (before?.Window is { } old)
        {
            return old.CautiousStart ?? old.EnteredExpected;
        }

        // Active again without the loss having been seen: the client was lost after the last read that showed it connected.
        var isUnseenLoss = before?.Status == StreamSessionStatus.Connected && status == StreamSessionStatus.Active;
        return isUnseenLoss ? beforeSentAt : null;
    }

    // Where no update is told it is this moment, not the creation: the window is kept, and the next loss has to be another episode.
    private static long NewEpoch(SessionRead read) => (read.Session.LastUpdatedAt ?? read.ArrivedAt).ToUnixTimeMilliseconds();

    private static bool HasNewExport(StreamSession? before, StreamSession now) =>
        !string.Equals(before?.ExportFilesStatus ?? "", now.ExportFilesStatus, StringComparison.Ordinal)
        || !string.Equals(before?.ExportFilesOutputUri ?? "", now.ExportFilesOutputUri, StringComparison.Ordinal);
}

namespace StreamOps.Operations.Fleet;

/// <summary>What one read makes of one session. Touches nothing; an unchanged session comes back as the same object.</summary>
internal static class SessionRules
{
    /// <summary>A read with an older LastUpdatedAt is taken for a stale one for this long; later the service's word stands.</summary>
    public static readonly TimeSpan StaleFor = TimeSpan.FromSeconds(10);

    /// <summary>Whether a read may follow what is known: no status comes back from the past, no session from its end.</summary>
    public static bool IsAcceptable(LiveStreamSession before, SessionMemory memory, SessionRead read)
    {
        if (before.Status.IsEnd && !read.Session.Status.IsEnd)
        {
            return false;
        }

        var isOlderState = read.Session.LastUpdatedAt < before.Session.LastUpdatedAt;
        var isNewerState = read.Session.LastUpdatedAt > before.Session.LastUpdatedAt;
        return (read.SentAt >= memory.LastSentAt || isNewerState) && (!isOlderState || read.SentAt - memory.LastArrivedAt > StaleFor);
    }

    /// <summary>The session after an accepted read.</summary>
    public static LiveStreamSession After(
        LiveStreamSession? before,
        DateTimeOffset beforeSentAt,
        SessionRead read,
        Func<DateTimeOffset, DateTimeOffset> toFleet
    )
    {
        var session = before is null ? read.Session : Completed(before.Session, read.Session);
        if (before is not null && ReferenceEquals(session, before.Session))
        {
            return before.IsListed ? before : before with { IsListed = true };
        }

        var full = read with { Session = session };
        var isEntered =
            before is null
            || before.Status != session.Status
            || (before.Window is not null && ReconnectionWindows.IsEnteredAgain(before.Session, session));
        var after = new LiveStreamSession
        {
            Session = session,
            StatusSinceEarliest = isEntered
                ? ReconnectionWindows.EarliestStart(before, beforeSentAt, full, toFleet)
                : before!.StatusSinceEarliest,
            StatusSinceLatest = isEntered ? read.ArrivedAt : before!.StatusSinceLatest,
            StatusUpdatedAt = isEntered ? ReconnectionWindows.MarkOf(before?.Session, session) : before!.StatusUpdatedAt,
            ConnectionTimeout = before?.ConnectionTimeout,
            SessionLength = before?.SessionLength,
            GuessedTimeout = before?.GuessedTimeout,
            WasConnected = before?.WasConnected == true || ProvesAClient(session.Status),
            Window = ReconnectionWindows.After(before, beforeSentAt, full, toFleet),
        };
        return Timed(after, toFleet);
    }

    /// <summary>The session with the timeouts that only GetStreamSession tells; once known they stay.</summary>
    public static LiveStreamSession WithDetails(
        LiveStreamSession session,
        StreamSessionDetails details,
        Func<DateTimeOffset, DateTimeOffset> toFleet
    ) => WithTimeouts(session, details.ConnectionTimeout, details.SessionLength, toFleet);

    /// <summary>The session with timeouts that were told before; what it knows itself stays.</summary>
    public static LiveStreamSession WithTimeouts(
        LiveStreamSession session,
        TimeSpan? connection,
        TimeSpan? length,
        Func<DateTimeOffset, DateTimeOffset> toFleet
    )
    {
        var connectionTimeout = session.ConnectionTimeout ?? connection;
        var sessionLength = session.SessionLength ?? length;
        return connectionTimeout == session.ConnectionTimeout && sessionLength == session.SessionLength
            ? session
            : Timed(session with { ConnectionTimeout = connectionTimeout, SessionLength = sessionLength }, toFleet);
    }

    /// <summary>The read's members, and what was known where it has none: lists and single reads do not carry the same ones.</summary>
    /// <remarks>What is equal stays the object it was: the name and the player of a session are kept once, however often it changes.</remarks>
    private static StreamSession Completed(StreamSession before, StreamSession read) =>
        ReferenceEquals(before, read) || TellsNothingNew(before, read)
            ? before
            : read with
            {
                Arn = before.Arn,
                StatusReason = Either(read.StatusReason, before.Status == read.Status ? before.StatusReason : ""),
                UserId = Either(read.UserId, before.UserId),
                ApplicationArn = Either(read.ApplicationArn, before.ApplicationArn),
                Location = Either(read.Location, before.Location),
                CreatedAt = read.CreatedAt ?? before.CreatedAt,
                LastUpdatedAt = read.LastUpdatedAt ?? before.LastUpdatedAt,
                ExportFilesStatus = Either(read.ExportFilesStatus, before.ExportFilesStatus),
                ExportFilesOutputUri = Either(read.ExportFilesOutputUri, before.ExportFilesOutputUri),
            };

    private static bool TellsNothingNew(StreamSession before, StreamSession read) =>
        before.Status == read.Status
        && IsNothingNew(read.LastUpdatedAt, before.LastUpdatedAt)
        && IsNothingNew(read.CreatedAt, before.CreatedAt)
        && IsNothingNew(read.StatusReason, before.StatusReason)
        && IsNothingNew(read.UserId, before.UserId)
        && IsNothingNew(read.ApplicationArn, before.ApplicationArn)
        && IsNothingNew(read.Location, before.Location)
        && IsNothingNew(read.ExportFilesStatus, before.ExportFilesStatus)
        && IsNothingNew(read.ExportFilesOutputUri, before.ExportFilesOutputUri);

    private static bool IsNothingNew(DateTimeOffset? read, DateTimeOffset? known) => read is null || read == known;

    private static bool IsNothingNew(string read, string known) => read.Length == 0 || string.Equals(read, known, StringComparison.Ordinal);

    private static LiveStreamSession Timed(LiveStreamSession session, Func<DateTimeOffset, DateTimeOffset> toFleet)
    {
        if (session.Window is not { } window || (session.ConnectionTimeout is null && session.SessionLength is null))
        {
            return session;
        }

        // Worked out once for a window: an end that moved with every new sample of the service's clock would be noise.
        var ends = window.SessionEnds ?? (session.Session.CreatedAt is { } createdAt ? toFleet(createdAt) + session.SessionLength : null);
        var timed = window.WithTimeouts(session.ConnectionTimeout ?? window.ConnectionTimeout, ends);
        return timed == window ? session : session with { Window = timed };
    }

    private static bool ProvesAClient(StreamSessionStatus status) =>
        status == StreamSessionStatus.Connected || status == StreamSessionStatus.PendingClientReconnection;

    private static string Either(string read, string known) => IsNothingNew(read, known) ? known : read;
}

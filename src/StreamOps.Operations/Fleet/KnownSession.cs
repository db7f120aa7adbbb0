namespace StreamOps.Operations.Fleet;

/// <summary>A session that an earlier process saw and kept: after a restart it is shown as it was then, until it is read. Times are service time.</summary>
/// <param name="Session">As it was last seen, without what is said of an end or an export.</param>
/// <param name="StatusSinceEarliest">Not before this moment did its status begin.</param>
/// <param name="StatusSinceLatest">At this moment its status was first seen: that it was so is certain from then on alone.</param>
/// <param name="Window">The window it was in; null outside one.</param>
public sealed record KnownSession(
    StreamSession Session,
    DateTimeOffset StatusSinceEarliest,
    DateTimeOffset StatusSinceLatest,
    KnownWindow? Window
)
{
    /// <summary>Two processes, or two samples of the service's clock, may differ by so much in what they take for the same moment.</summary>
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(5);

    /// <summary>Null until GetStreamSession told it.</summary>
    public TimeSpan? ConnectionTimeout { get; init; }

    /// <summary>Null until GetStreamSession told it.</summary>
    public TimeSpan? SessionLength { get; init; }

    /// <summary>Whether a client was ever seen connected.</summary>
    public bool WasConnected { get; init; }

    /// <summary>After this moment nobody can be helped in its window any more, whatever its timeout is; null outside a window.</summary>
    internal DateTimeOffset? WindowOver =>
        Window is { } window ? window.EnteredLatest + (ConnectionTimeout ?? StreamSession.LongestConnectionTimeout) : null;

    /// <summary>What is worth keeping of a session.</summary>
    /// <param name="session">As the fleet has it.</param>
    /// <param name="offset">Service time minus <see cref="Time.FleetClock"/> time.</param>
    internal static KnownSession Of(LiveStreamSession session, TimeSpan offset) =>
        new(
            session.Session with
            {
                StatusReason = "",
                ExportFilesStatus = "",
                ExportFilesOutputUri = "",
            },
            session.StatusSinceEarliest + offset,
            session.StatusSinceLatest + offset,
            session.Window is { } window ? KnownWindow.Of(session.Arn, window, offset) : null
        )
        {
            ConnectionTimeout = session.ConnectionTimeout,
            SessionLength = session.SessionLength,
            WasConnected = session.WasConnected,
        };

    /// <summary>Whether it says the same as another one, but for the doubt of the clocks.</summary>
    internal bool SaysTheSame(KnownSession other) =>
        Session == other.Session
        && ConnectionTimeout == other.ConnectionTimeout
        && SessionLength == other.SessionLength
        && WasConnected == other.WasConnected
        && IsSame(StatusSinceEarliest, other.StatusSinceEarliest)
        && IsSame(StatusSinceLatest, other.StatusSinceLatest)
        && IsSame(Window, other.Window);

    private static bool IsSame(KnownWindow? one, KnownWindow? other) =>
        one is null || other is null
            ? one == other
            : one.Kind == other.Kind
                && one.Epoch == other.Epoch
                && IsSame(one.EnteredEarliest, other.EnteredEarliest)
                && IsSame(one.EnteredExpected, other.EnteredExpected)
                && IsSame(one.EnteredLatest, other.EnteredLatest);

    private static bool IsSame(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() <= SameMoment;
}

namespace StreamOps.Operations.Fleet;

/// <summary>Windows that an earlier process saw, each kept until its session is read for the first time.</summary>
internal sealed class AdoptedWindows
{
    /// <summary>Two processes may differ by this much in what they take for service time: the resolution of the <c>Date</c> header.</summary>
    public static readonly TimeSpan ClockDoubt = TimeSpan.FromSeconds(1);

    private readonly Dictionary<StreamSessionArn, KnownWindow> _windows = [];

    public void Add(KnownWindow window) => _windows[window.Session] = window;

    /// <summary>The session's window as the earlier process last knew it, before its first read; null when it knew none.</summary>
    public KnownWindow? Find(StreamSessionArn session) => _windows.GetValueOrDefault(session);

    /// <summary>The session as the earlier process last knew it; null when it knew nothing. Asked once per session.</summary>
    public LiveStreamSession? Take(StreamSession read, Func<DateTimeOffset, DateTimeOffset> toFleet)
    {
        if (!_windows.Remove(read.Arn, out var known))
        {
            return null;
        }

        var window = known.OnFleet(serviceTime => toFleet(serviceTime) - ClockDoubt);
        return new LiveStreamSession
        {
            Session = read with
            {
                Status = StatusIn(known.Kind),
                StatusReason = "",
                // Which export was known is not kept; a read that shows one must not pass for a change of status.
                ExportFilesStatus = "",
                ExportFilesOutputUri = "",
                // An update after that window was first seen is a change that nobody saw.
                LastUpdatedAt = read.LastUpdatedAt > known.EnteredLatest ? known.EnteredLatest : read.LastUpdatedAt,
            },
            StatusSinceEarliest = window.EnteredEarliest,
            StatusSinceLatest = window.EnteredLatest,
            ConnectionTimeout = known.ConnectionTimeout,
            WasConnected = true,
            Window = window.WithTimeouts(known.ConnectionTimeout, sessionEnds: null),
        };
    }

    /// <summary>The status in which a window runs.</summary>
    public static StreamSessionStatus StatusIn(WindowKind kind) =>
        kind == WindowKind.Reach ? StreamSessionStatus.PendingClientReconnection : StreamSessionStatus.Active;
}

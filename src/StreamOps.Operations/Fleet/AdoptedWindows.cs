namespace StreamOps.Operations.Fleet;

/// <summary>Windows that an earlier process saw, each kept until its session is read for the first time.</summary>
internal sealed class AdoptedWindows
{
    /// <summary>Two processes may differ by this much in what they take for service time: the resolution of the <c>Date</c> header.</summary>
    private static readonly TimeSpan ClockDoubt = TimeSpan.FromSeconds(1);

    private readonly Dictionary<StreamSessionArn, KnownWindow> _windows = [];

    public void Add(KnownWindow window) => _windows[window.Session] = window;

    /// <summary>The session as the earlier process last knew it; null when it knew nothing. Asked once per session.</summary>
    public LiveStreamSession? Take(StreamSession read, Func<DateTimeOffset, DateTimeOffset> toFleet)
    {
        if (!_windows.Remove(read.Arn, out var known))
        {
            return null;
        }

        var window = new ReconnectionWindow
        {
            Kind = known.Kind,
            Epoch = known.Epoch,
            EnteredEarliest = OnFleet(known.EnteredEarliest),
            EnteredExpected = OnFleet(known.EnteredExpected),
            EnteredLatest = OnFleet(known.EnteredLatest),
        };
        return new LiveStreamSession
        {
            Session = read with
            {
                Status = known.Kind == WindowKind.Reach ? StreamSessionStatus.PendingClientReconnection : StreamSessionStatus.Active,
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

        DateTimeOffset OnFleet(DateTimeOffset serviceTime) => toFleet(serviceTime) - ClockDoubt;
    }
}

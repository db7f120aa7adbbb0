namespace StreamOps.Operations.Fleet;

/// <summary>Sessions that an earlier process saw, each until it is read: how they are shown meanwhile, and what their first read follows on.</summary>
internal sealed class RecalledSessions
{
    /// <summary>A sample of the service's clock that differs by less moves no deadline that is an estimate anyhow.</summary>
    private static readonly TimeSpan NotableDifference = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<StreamSessionArn, KnownSession> _sessions = [];
    private readonly HashSet<StreamSessionArn> _inWindow = [];
    private TimeSpan _offset;
    private DateTimeOffset _at;

    /// <summary>Those that were not read yet.</summary>
    public IReadOnlyCollection<StreamSessionArn> All => _sessions.Keys;

    /// <summary>Those of them that are shown in a window, whose end goes by the service's clock.</summary>
    public IReadOnlyCollection<StreamSessionArn> InWindow => _inWindow;

    /// <summary>Until the service has told its time the estimate holds that comes with them.</summary>
    /// <param name="offset">Service time minus <see cref="Time.FleetClock"/> time, rather too large.</param>
    /// <param name="at">Now: nothing of an earlier process is later.</param>
    public void Begin(TimeSpan offset, DateTimeOffset at)
    {
        if (_sessions.Count == 0)
        {
            (_offset, _at) = (offset, at);
        }
    }

    /// <summary>Takes the service's own time; false where what is shown goes by it already.</summary>
    public bool Takes(TimeSpan offset)
    {
        if (_inWindow.Count == 0 || (offset - _offset).Duration() < NotableDifference)
        {
            return false;
        }

        _offset = offset;
        return true;
    }

    public void Add(KnownSession session) => _sessions[session.Session.Arn] = session;

    /// <summary>The session as it is shown until it is read; by the window that is known better, where there is one.</summary>
    public LiveStreamSession Shown(StreamSessionArn arn, KnownWindow? better)
    {
        var known = _sessions[arn];
        var shown = LiveOf(known, better ?? known.Window, moment => moment - _offset) with { IsFromBefore = true };
        if (shown.Window is null)
        {
            _inWindow.Remove(arn);
        }
        else
        {
            _inWindow.Add(arn);
        }

        return better is null || IsIn(shown.Status, better.Kind)
            ? shown
            // It was lost after what was kept of it was written.
            : shown with
            {
                Session = shown.Session with { Status = AdoptedWindows.StatusIn(better.Kind) },
                WasConnected = true,
            };
    }

    /// <summary>What was known of the session before its first read; null where nothing was, or it was asked for before.</summary>
    public LiveStreamSession? Take(StreamSessionArn arn, Func<DateTimeOffset, DateTimeOffset> toFleet)
    {
        var known = _sessions.GetValueOrDefault(arn);
        Forget(arn);
        return known is null ? null : LiveOf(known, known.Window, toFleet);
    }

    public void Forget(StreamSessionArn arn)
    {
        _sessions.Remove(arn);
        _inWindow.Remove(arn);
    }

    public void Clear()
    {
        _sessions.Clear();
        _inWindow.Clear();
    }

    private static bool IsIn(StreamSessionStatus status, WindowKind kind) =>
        status == AdoptedWindows.StatusIn(kind) || status == StreamSessionStatus.Reconnecting;

    private LiveStreamSession LiveOf(KnownSession known, KnownWindow? window, Func<DateTimeOffset, DateTimeOffset> toFleet)
    {
        var running = window?.OnFleet(OnFleet);
        var ends = known.Session.CreatedAt is { } created ? OnFleet(created) + known.SessionLength : null;
        return new LiveStreamSession
        {
            Session = known.Session,
            StatusSinceEarliest = OnFleet(known.StatusSinceEarliest),
            StatusSinceLatest = OnFleet(known.StatusSinceLatest),
            ConnectionTimeout = known.ConnectionTimeout ?? window?.ConnectionTimeout,
            SessionLength = known.SessionLength,
            WasConnected = known.WasConnected,
            Window = running?.WithTimeouts(known.ConnectionTimeout ?? window?.ConnectionTimeout, ends),
        };

        // Whatever the clocks say, it was before this start: no more can be left than the whole of a window.
        DateTimeOffset OnFleet(DateTimeOffset serviceTime) =>
            toFleet(serviceTime) - AdoptedWindows.ClockDoubt is var moment && moment < _at ? moment : _at;
    }
}

using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>The single reads that the feed itself wants: the timeouts of a session in a window, the whereabouts of one that left its list.</summary>
internal sealed partial class SessionLookups(
    SessionReader reader,
    ServiceCalls calls,
    CallBudget budget,
    LiveFleet fleet,
    FleetClock clock,
    BackgroundWork work,
    ILogger<SessionLookups> logger
)
{
    /// <summary>Reads of one kind that may be under way or wait for their turn, where no player waits for what they tell: more would only grow old.</summary>
    private const int MostUnhurried = 50;

    private static readonly TimeSpan RetryAfterTrouble = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<ReadPriority, int> _unhurried = [];
    private readonly Dictionary<StreamSessionArn, (DateTimeOffset Moment, ReadPriority Priority)> _notBefore = [];
    private readonly PriorityQueue<StreamSessionArn, DateTimeOffset> _waits = new();

    /// <summary>Asks for the timeouts of every session in a window that has none, also where that failed a moment ago.</summary>
    public void MeasureWindows() => Measure(fleet.WithoutTimeouts());

    /// <summary>Asks for the timeouts of these: first of those whose row somebody sees, without its time left.</summary>
    public void Measure(IEnumerable<WantedSession> sessions)
    {
        foreach (var session in sessions)
        {
            Request(session, session.IsInView ? ReadPriority.OnScreen : ReadPriority.EnteredWindow);
        }
    }

    /// <summary>Asks where sessions went: of every player who waits, and of as many others as there is room for.</summary>
    public void Find(IEnumerable<WantedSession> sessions)
    {
        foreach (var session in sessions)
        {
            Request(session, session.Deadline is null ? ReadPriority.Whereabouts : ReadPriority.LeftFilter);
        }
    }

    /// <summary>Reads on after sessions that are on their way: as many at a time as there is room for, whoever waits for them.</summary>
    public void Follow(IEnumerable<WantedSession> sessions)
    {
        foreach (var session in sessions)
        {
            Request(session with { Deadline = null }, ReadPriority.Followed);
        }
    }

    /// <summary>Reads one connected session ahead of need, if nobody else wants the budget.</summary>
    public void Prefetch()
    {
        if (budget.HasSpare(ApiOperations.GetStreamSession) && fleet.NextToPrefetch() is { } session)
        {
            Request(new WantedSession(session, Deadline: null), ReadPriority.Prefetch);
        }
    }

    private void Request(WantedSession session, ReadPriority priority)
    {
        lock (_lock)
        {
            var underWay = _unhurried.GetValueOrDefault(priority);
            if ((session.Deadline is null && underWay >= MostUnhurried) || IsTooSoon(session.Arn, priority))
            {
                return;
            }

            _unhurried[priority] = underWay + (session.Deadline is null ? 1 : 0);
            // Until the outcome is known nobody need ask again.
            _notBefore[session.Arn] = (DateTimeOffset.MaxValue, priority);
        }

        work.Begin(new Lookup(), lifetime => ReadAsync(session, priority, lifetime));
    }

    private bool IsTooSoon(StreamSessionArn session, ReadPriority priority)
    {
        if (calls.IsDown || calls.SessionBreaker.ProbeAt > clock.Now)
        {
            return true;
        }

        // One that waits for its turn is moved up when more depends on it: its player begins to wait, or its row comes into view.
        return _notBefore.TryGetValue(session, out var before) && clock.Now < before.Moment && priority >= before.Priority;
    }

    private async Task ReadAsync(WantedSession session, ReadPriority priority, CancellationToken lifetime)
    {
        var wait = TimeSpan.Zero;
        try
        {
            await reader.ReadAsync(session.Arn, priority, session.Deadline, lifetime);
        }
        catch (GameLiftException failure)
        {
            SessionLookupsLog.LookupFailed(logger, session.Arn, failure.Code);
            wait =
                failure.IsTransient() || failure.Code == ApiErrorCode.Throttling || failure.Code == ApiErrorCode.ResourceNotFound
                    ? RetryAfterTrouble
                    : ReadFailures.RefusalRetry;
        }
        finally
        {
            Remember(session.Arn, wait, unhurried: session.Deadline is null ? priority : null);
        }
    }

    private void Remember(StreamSessionArn session, TimeSpan wait, ReadPriority? unhurried)
    {
        lock (_lock)
        {
            if (unhurried is { } priority)
            {
                _unhurried[priority]--;
            }

            var now = clock.Now;
            if (wait > TimeSpan.Zero)
            {
                // However much depends on it.
                _notBefore[session] = (now + wait, ReadPriority.OpenRescue);
                _waits.Enqueue(session, now + wait);
            }
            else
            {
                _notBefore.Remove(session);
            }

            while (_waits.TryPeek(out var old, out var until) && until <= now)
            {
                _waits.Dequeue();
                if (_notBefore.TryGetValue(old, out var before) && before.Moment <= now)
                {
                    _notBefore.Remove(old);
                }
            }
        }
    }

    /// <summary>Each is one of its own: the next of the same session may begin while the last ends.</summary>
    private sealed class Lookup;

    private static partial class SessionLookupsLog
    {
        [LoggerMessage(1, LogLevel.Debug, "Looking up stream session {StreamSession} failed: {Code}.")]
        public static partial void LookupFailed(ILogger logger, StreamSessionArn streamSession, ApiErrorCode code);
    }
}

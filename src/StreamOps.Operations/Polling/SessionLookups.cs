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
    private static readonly TimeSpan RetryAfterTrouble = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamSessionArn, DateTimeOffset> _notBefore = [];

    /// <summary>Asks for the timeouts of every session in a window that has none.</summary>
    public void MeasureWindows()
    {
        foreach (var session in fleet.WithoutTimeouts())
        {
            Request(session, ReadPriority.EnteredWindow);
        }
    }

    /// <summary>Asks where sessions went.</summary>
    public void Find(IEnumerable<StreamSessionArn> sessions)
    {
        foreach (var session in sessions)
        {
            Request(session, ReadPriority.LeftFilter);
        }
    }

    /// <summary>Reads one connected session ahead of need, if nobody else wants the budget.</summary>
    public void Prefetch()
    {
        if (budget.HasSpare(SessionReader.Operation) && fleet.NextToPrefetch() is { } session)
        {
            Request(session, ReadPriority.Prefetch);
        }
    }

    private void Request(StreamSessionArn session, ReadPriority priority)
    {
        lock (_lock)
        {
            if (IsTooSoon(session))
            {
                return;
            }

            // Until the outcome is known nobody need ask again.
            _notBefore[session] = DateTimeOffset.MaxValue;
        }

        work.Begin(new Lookup(), lifetime => ReadAsync(session, priority, lifetime));
    }

    private bool IsTooSoon(StreamSessionArn session)
    {
        // Where nothing at all comes in, one probe is enough for both: that of the lists.
        var isServiceDown = calls.SessionBreaker.ProbeAt is { } probeAt && (probeAt > clock.Now || calls.ListBreaker.ProbeAt is not null);
        return isServiceDown || (_notBefore.TryGetValue(session, out var moment) && clock.Now < moment);
    }

    private async Task ReadAsync(StreamSessionArn session, ReadPriority priority, CancellationToken lifetime)
    {
        var wait = TimeSpan.Zero;
        try
        {
            await reader.ReadAsync(session, priority, lifetime);
        }
        catch (GameLiftException failure)
        {
            SessionLookupsLog.LookupFailed(logger, session, failure.Code);
            wait =
                failure.IsTransient() || failure.Code == ApiErrorCode.Throttling || failure.Code == ApiErrorCode.ResourceNotFound
                    ? RetryAfterTrouble
                    : ReadFailures.RefusalRetry;
            fleet.LookupFailed(session, clock.Now);
        }
        finally
        {
            Remember(session, wait);
        }
    }

    private void Remember(StreamSessionArn session, TimeSpan wait)
    {
        lock (_lock)
        {
            var now = clock.Now;
            if (wait > TimeSpan.Zero)
            {
                _notBefore[session] = now + wait;
            }
            else
            {
                _notBefore.Remove(session);
            }

            foreach (var (old, moment) in _notBefore)
            {
                if (moment <= now)
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

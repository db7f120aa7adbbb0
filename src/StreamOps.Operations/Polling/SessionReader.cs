using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Reads single sessions within the budget, most important first, and tells the fleet what it saw. Never reads one session twice at once.</summary>
public sealed class SessionReader(ServiceCalls calls, CallBudget budget, LiveFleet fleet, FleetClock clock, BackgroundWork work)
{
    private readonly Lock _lock = new();
    private readonly ReadQueue _queue = new();
    private bool _isServing;
    private DateTimeOffset _lastRescueRead = DateTimeOffset.MinValue;

    /// <summary>When a read for an open rescue was last asked for.</summary>
    internal DateTimeOffset LastRescueRead
    {
        get
        {
            lock (_lock)
            {
                return _lastRescueRead;
            }
        }
    }

    /// <summary>Reads one session; waits for its turn in the budget.</summary>
    /// <remarks>Reads of the same session that have not left yet are made as one; the read goes on when the caller gives up.</remarks>
    /// <exception cref="GameLiftException">The read failed.</exception>
    public Task<ServiceReply<StreamSessionDetails>> ReadAsync(
        StreamSessionArn session,
        ReadPriority priority,
        CancellationToken cancellationToken
    ) => ReadAsync(session, priority, deadline: null, cancellationToken);

    /// <summary>As the other; of equally important ones the nearest deadline goes first, those without one last.</summary>
    internal Task<ServiceReply<StreamSessionDetails>> ReadAsync(
        StreamSessionArn session,
        ReadPriority priority,
        DateTimeOffset? deadline,
        CancellationToken cancellationToken
    )
    {
        SessionTurn turn;
        var isFirst = false;
        lock (_lock)
        {
            if (priority == ReadPriority.OpenRescue)
            {
                _lastRescueRead = clock.Now;
            }

            // An operator and a rescue want what is true now; for the rest an answer that is under way will do.
            var wantsFresh = priority is ReadPriority.OpenRescue or ReadPriority.OpenDrawer;
            if (!wantsFresh && _queue.UnderWay(session) is { } underWay)
            {
                return underWay.ResultAsync(cancellationToken);
            }

            (turn, var isNew) = _queue.Ask(session, priority, deadline);
            isFirst = isNew && !_isServing;
            _isServing |= isNew;
        }

        if (isFirst)
        {
            work.Begin(new Serving(), ServeAsync);
        }

        return turn.ResultAsync(cancellationToken);
    }

    /// <summary>Lets one read after the other go, each as a token allows; ends when nobody waits.</summary>
    private async Task ServeAsync(CancellationToken lifetime)
    {
        while (HasReady())
        {
            try
            {
                await budget.TakeAsync(ApiOperations.GetStreamSession, lifetime);
            }
            catch (OperationCanceledException)
            {
                CancelWaiting(lifetime);
                throw;
            }

            if (TakeFirst() is { } turn)
            {
                work.Begin(turn, token => ServeAsync(turn, token));
            }
        }
    }

    private async Task ServeAsync(SessionTurn turn, CancellationToken lifetime)
    {
        try
        {
            turn.Succeed(await ReadOnceAsync(turn, lifetime));
        }
        catch (GameLiftException failure)
        {
            turn.Fail(failure);
        }
        catch (OperationCanceledException) when (lifetime.IsCancellationRequested)
        {
            turn.Cancel(lifetime);
        }
        catch (Exception defect)
        {
            // Whoever asked must not wait for ever.
            turn.Fail(
                new GameLiftException(
                    ApiErrorCode.UnreadableAnswer,
                    ApiOperations.GetStreamSession,
                    "The answer could not be taken in.",
                    defect
                )
            );
        }
        finally
        {
            var isWaitedFor = false;
            lock (_lock)
            {
                _queue.Made(turn);
                isWaitedFor = !_isServing && !_queue.IsEmpty;
                _isServing |= isWaitedFor;
            }

            if (isWaitedFor)
            {
                work.Begin(new Serving(), ServeAsync);
            }
        }
    }

    private async Task<ServiceReply<StreamSessionDetails>> ReadOnceAsync(SessionTurn turn, CancellationToken lifetime)
    {
        var (session, sentAt) = (turn.Session, clock.Now);
        if (calls.IsDown && turn.Priority is not (ReadPriority.OpenRescue or ReadPriority.OpenDrawer))
        {
            throw new GameLiftException(ApiErrorCode.Unreachable, ApiOperations.GetStreamSession, "No other call is answered either.");
        }

        try
        {
            var reply = await calls.MakeAsync(
                ApiOperations.GetStreamSession,
                (service, token) => service.GetStreamSessionAsync(session, token),
                calls.SessionBreaker,
                lifetime
            );
            fleet.Apply(reply.Value, reply.SentAt, reply.ArrivedAt);
            return reply;
        }
        catch (GameLiftException failure) when (failure.Code == ApiErrorCode.ResourceNotFound)
        {
            fleet.NotFound(session, sentAt, clock.Now);
            throw;
        }
    }

    /// <summary>Whether a read can go; if none can, serving ends until one can.</summary>
    private bool HasReady()
    {
        lock (_lock)
        {
            _isServing = _queue.HasReady;
            return _isServing;
        }
    }

    /// <summary>The process ends: nobody is read to any more.</summary>
    private void CancelWaiting(CancellationToken lifetime)
    {
        lock (_lock)
        {
            foreach (var turn in _queue.Clear())
            {
                turn.Cancel(lifetime);
            }
        }
    }

    private SessionTurn? TakeFirst()
    {
        lock (_lock)
        {
            return _queue.Take(fleet.InView);
        }
    }

    /// <summary>Each serving is one of its own: the next may begin while the last ends.</summary>
    private sealed class Serving;
}

/// <summary>Why a session is read, most important first.</summary>
public enum ReadPriority
{
    OpenRescue,
    Hinted,
    OnScreen,
    EnteredWindow,
    LeftFilter,
    OpenDrawer,
    Followed,
    Whereabouts,
    Prefetch,
}

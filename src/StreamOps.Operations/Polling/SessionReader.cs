using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Reads single sessions within the budget, most important first, and tells the fleet what it saw. Never reads one session twice at once.</summary>
public sealed class SessionReader(ServiceCalls calls, CallBudget budget, LiveFleet fleet, FleetClock clock)
{
    internal const string Operation = "GetStreamSession";

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamSessionArn, SessionTurn> _waiting = [];
    private readonly Dictionary<StreamSessionArn, SessionTurn> _inFlight = [];
    private long _turns;
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
            if (!wantsFresh && _inFlight.TryGetValue(session, out var underWay))
            {
                return underWay.Result.WaitAsync(cancellationToken);
            }

            if (_waiting.TryGetValue(session, out turn!))
            {
                turn.Raise(priority);
            }
            else
            {
                turn = new SessionTurn(session, priority, _turns++);
                _waiting.Add(session, turn);
                isFirst = !_isServing;
                _isServing = true;
            }
        }

        if (isFirst)
        {
            _ = ServeAsync();
        }

        return turn.Result.WaitAsync(cancellationToken);
    }

    /// <summary>Lets one read after the other go, each as a token allows; ends when nobody waits.</summary>
    private async Task ServeAsync()
    {
        while (HasReady())
        {
            await budget.TakeAsync(Operation, CancellationToken.None);
            if (TakeFirst() is { } turn)
            {
                _ = ServeAsync(turn);
            }
        }
    }

    private async Task ServeAsync(SessionTurn turn)
    {
        try
        {
            turn.Succeed(await ReadOnceAsync(turn.Session));
        }
        catch (GameLiftException failure)
        {
            turn.Fail(failure);
        }
        catch (Exception defect)
        {
            // Whoever asked must not wait for ever.
            turn.Fail(new GameLiftException(ApiErrorCode.UnreadableAnswer, Operation, "The answer could not be taken in.", defect));
        }
        finally
        {
            var isWaitedFor = false;
            lock (_lock)
            {
                _inFlight.Remove(turn.Session);
                isWaitedFor = !_isServing && _waiting.Count > 0;
                _isServing |= isWaitedFor;
            }

            if (isWaitedFor)
            {
                _ = ServeAsync();
            }
        }
    }

    private async Task<ServiceReply<StreamSessionDetails>> ReadOnceAsync(StreamSessionArn session)
    {
        var sentAt = clock.Now;
        try
        {
            var reply = await calls.MakeAsync(
                Operation,
                (service, token) => service.GetStreamSessionAsync(session, token),
                calls.SessionBreaker,
                CancellationToken.None
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
            _isServing = _waiting.Values.Any(IsReady);
            return _isServing;
        }
    }

    private SessionTurn? TakeFirst()
    {
        lock (_lock)
        {
            var first = _waiting.Values.Where(IsReady).OrderBy(turn => turn.Priority).ThenBy(turn => turn.Number).FirstOrDefault();
            if (first is not null)
            {
                _waiting.Remove(first.Session);
                _inFlight.Add(first.Session, first);
            }

            return first;
        }
    }

    private bool IsReady(SessionTurn turn) => !_inFlight.ContainsKey(turn.Session);
}

/// <summary>Why a session is read, most important first.</summary>
public enum ReadPriority
{
    OpenRescue,
    EnteredWindow,
    LeftFilter,
    OpenDrawer,
    Prefetch,
}

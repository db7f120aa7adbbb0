using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Status;

namespace StreamOps.Emulator.World;

/// <summary>Performs what <see cref="SessionTransitions"/> decides: status, slots, timers, ledger.</summary>
public sealed class SessionLifecycle
{
    private readonly EmulatedWorld _world;
    private readonly SessionTimers _timers;
    private readonly SessionPlacement _placement;
    private readonly SessionArrivals _arrivals;

    public SessionLifecycle(EmulatedWorld world)
    {
        _world = world;
        _timers = new(world, this);
        _placement = new(world, _timers);
        _arrivals = new(world, _timers, _placement);
    }

    private EmulatorSwitches Switches => _world.Switches.Current;

    /// <summary>Starts a session: it takes a slot, or waits for one.</summary>
    public EmulatedStreamSession Start(EmulatedStreamGroup group, SessionPlan plan, WorldIds ids, SignalPair? signals)
    {
        var session = Create(group, plan, ids, _world.Now, StreamSessionStatus.Activating);
        session.Signals = signals;
        _world.Add(session);
        Record(session, from: null);
        _timers.StartSessionLength(session, SessionLengthStart.CreatedAt);
        _placement.Place(session);
        return session;
    }

    /// <summary>Puts a session into the world as it would be had it started earlier: for the cast of a scenario.</summary>
    /// <param name="statusSince">When it reached <paramref name="status"/>; its window counts from then.</param>
    public EmulatedStreamSession Settle(
        EmulatedStreamGroup group,
        SessionPlan plan,
        DateTimeOffset createdAt,
        StreamSessionStatus status,
        DateTimeOffset statusSince
    )
    {
        var session = Create(group, plan, _world.Ids, createdAt, status);
        var pool = group.PoolOf(plan.Locations.Count > 0 ? plan.Locations[0] : null) ?? group.Locations[0];
        session.Slot = pool.TryTake()
            ? pool.Location
            : throw new InvalidOperationException($"{group.Description} has no room in {pool.Location}.");
        session.FirstActiveAt = createdAt.AddSeconds(Switches.ActivatingSeconds);
        session.StatusSince = session.LastUpdatedAt = statusSince;
        _world.Add(session);
        _timers.StartSessionLength(session, Switches.SessionLengthCountsFrom);
        _arrivals.Arrive(session);
        return session;
    }

    /// <summary>Lets <paramref name="trigger"/> happen; false where it means nothing in the session's status.</summary>
    public bool Apply(EmulatedStreamSession session, SessionTrigger trigger)
    {
        var move = Decide(session, trigger);
        if (move is null)
        {
            return false;
        }

        var from = session.Status;
        session.Group.Remove(session);
        session.Status = move.To;
        session.StatusReason = move.Reason ?? (move.To is StreamSessionStatus.Terminated ? session.StatusReason : null);
        session.Group.Add(session);
        session.StatusSince = _world.Now;
        session.Moves++;
        if (Switches.LastUpdatedAtMovesOnStatus)
        {
            session.LastUpdatedAt = _world.Now;
        }

        Record(session, from);
        _arrivals.Arrive(session);
        return true;
    }

    /// <summary>Takes a new offer for a session that is PENDING_CLIENT_RECONNECTION or ACTIVE.</summary>
    /// <param name="client">In whose hands it is; null for the script's.</param>
    public void Reconnect(EmulatedStreamSession session, SignalPair? signals, HostedClient? client = null)
    {
        session.Hosted = client;
        session.Signals = signals;
        if (session.Status is StreamSessionStatus.Active && !Switches.ConnectInActiveShowsReconnecting)
        {
            session.Moves++;
            _arrivals.Arrive(session);
            return;
        }

        Apply(session, SessionTrigger.ConnectionRequested);
    }

    /// <summary>A host has the offer of a start in its hands.</summary>
    public void Host(EmulatedStreamSession session, HostedClient client) => session.Hosted = client;

    /// <summary>A host answered the offer of a start.</summary>
    public void Answer(EmulatedStreamSession session, SignalPair signals) => session.Signals = signals;

    /// <summary>A host tells how far its game has come.</summary>
    public void ReportGame(EmulatedStreamSession session, GameProgress game) => session.Saw(game, _world.Now);

    /// <summary>A host tells that its client touched the controls.</summary>
    public void ReportInput(EmulatedStreamSession session) => session.LastInputAt = _world.Now;

    /// <summary>The host of a session tells whether its client's connection is up; an older connection has no say.</summary>
    public void ReportClient(EmulatedStreamSession session, string connectionId, bool isUp)
    {
        if (session.Hosted is not { } hosted || hosted.ConnectionId != connectionId)
        {
            return;
        }

        session.Hosted = hosted with { IsUp = isUp };
        Apply(session, isUp ? SessionTrigger.ClientConnected : SessionTrigger.ClientLost);
    }

    /// <summary>The host found no answer to the offer of a start: the script takes its part.</summary>
    public void PlayByScript(EmulatedStreamSession session, SignalPair signals)
    {
        session.Hosted = null;
        session.Signals = signals;
        if (session.Status is StreamSessionStatus.Active)
        {
            _arrivals.ExpectScriptedClient(session);
        }
    }

    /// <summary>Asks for the session's files; they are written when it ends.</summary>
    public void Export(EmulatedStreamSession session, string outputUri)
    {
        session.Export = new("PENDING", outputUri);
        _arrivals.TouchForExport(session);
    }

    private static EmulatedStreamSession Create(
        EmulatedStreamGroup group,
        SessionPlan plan,
        WorldIds ids,
        DateTimeOffset createdAt,
        StreamSessionStatus status
    )
    {
        var id = ids.StreamSession();
        return new()
        {
            Id = id,
            Arn = WorldIds.StreamSessionArn(group.Id, id),
            Group = group,
            Plan = plan,
            WalkKey = WalkKeys.Of(id),
            CreatedAt = createdAt,
            Status = status,
            LastUpdatedAt = createdAt,
            StatusSince = createdAt,
        };
    }

    private SessionMove? Decide(EmulatedStreamSession session, SessionTrigger trigger)
    {
        var move = SessionTransitions.Of(session.Status, trigger);
        if (
            trigger is SessionTrigger.ClientLost
            && move is not null
            && session.Plan.FromStreamUrl
            && !Switches.StreamUrlSessionsShowPending
        )
        {
            move = new(StreamSessionStatus.Terminated, Switches.StreamUrlEndReason);
        }

        var isTimeout = trigger is SessionTrigger.WindowClosed or SessionTrigger.SessionLengthReached or SessionTrigger.IdleTooLong;
        return move is not null && isTimeout && Switches.TimeoutsPassThroughTerminating
            ? move with
            {
                To = StreamSessionStatus.Terminating,
            }
            : move;
    }

    private void Record(EmulatedStreamSession session, StreamSessionStatus? from)
    {
        _world.Ledger.Add(seq => new LedgerTransition(
            seq,
            _world.Now,
            session.Id,
            from?.Word(),
            session.Status.Word(),
            session.StatusReason
        ));
        _world.Listener.StatusChanged(session);
    }
}

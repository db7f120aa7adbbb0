namespace StreamOps.Emulator.World;

/// <summary>Performs what <see cref="SessionTransitions"/> decides: status, slots, timers, ledger.</summary>
public sealed class SessionLifecycle(EmulatedWorld world)
{
    private EmulatorSwitches Switches => world.Switches.Current;

    /// <summary>Starts a session: it takes a slot, or waits for one.</summary>
    public EmulatedStreamSession Start(EmulatedStreamGroup group, SessionPlan plan, WorldIds ids, SignalPair? signals)
    {
        var session = Create(group, plan, ids, world.Now, StreamSessionStatus.Activating);
        session.Signals = signals;
        world.Add(session);
        Record(session, from: null);
        StartSessionLength(session, SessionLengthStart.CreatedAt);
        Place(session);
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
        var session = Create(group, plan, world.Ids, createdAt, status);
        var pool = group.PoolOf(plan.Locations.Count > 0 ? plan.Locations[0] : null) ?? group.Locations[0];
        session.Slot = pool.TryTake()
            ? pool.Location
            : throw new InvalidOperationException($"{group.Description} has no room in {pool.Location}.");
        session.FirstActiveAt = createdAt.AddSeconds(Switches.ActivatingSeconds);
        session.StatusSince = session.LastUpdatedAt = statusSince;
        world.Add(session);
        StartSessionLength(session, Switches.SessionLengthCountsFrom);
        Arrive(session);
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
        session.StatusSince = world.Now;
        session.Epoch++;
        if (Switches.LastUpdatedAtMovesOnStatus)
        {
            session.LastUpdatedAt = world.Now;
        }

        Record(session, from);
        Arrive(session);
        return true;
    }

    /// <summary>Takes a new offer for a session that is PENDING_CLIENT_RECONNECTION or ACTIVE.</summary>
    public void Reconnect(EmulatedStreamSession session, SignalPair? signals)
    {
        session.Signals = signals;
        if (session.Status is StreamSessionStatus.Active && !Switches.ConnectInActiveShowsReconnecting)
        {
            session.Epoch++;
            Arrive(session);
            return;
        }

        Apply(session, SessionTrigger.ConnectionRequested);
    }

    /// <summary>Asks for the session's files; they are written when it ends.</summary>
    public void Export(EmulatedStreamSession session, string outputUri)
    {
        session.Export = new("PENDING", outputUri);
        TouchForExport(session);
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

    private void Arrive(EmulatedStreamSession session)
    {
        switch (session.Status)
        {
            case StreamSessionStatus.Active:
                ArriveActive(session);
                break;
            case StreamSessionStatus.Connected:
                session.WindowOpenedAt = null;
                if (!Switches.PlayersGiveInput)
                {
                    Later(session, Switches.IdleTimeoutSeconds, SessionTrigger.IdleTooLong);
                }

                break;
            case StreamSessionStatus.PendingClientReconnection:
                session.WindowOpenedAt = session.StatusSince;
                LaterAt(session, session.StatusSince.AddSeconds(WindowSeconds(session)), SessionTrigger.WindowClosed);
                break;
            case StreamSessionStatus.Reconnecting:
                ArriveReconnecting(session);
                break;
            case StreamSessionStatus.Terminating:
                Later(session, Switches.TerminatingSeconds, SessionTrigger.ResourcesReleased);
                break;
            case StreamSessionStatus.Terminated or StreamSessionStatus.Error:
                ArriveEnd(session);
                break;
        }
    }

    private void ArriveActive(EmulatedStreamSession session)
    {
        if (session.FirstActiveAt is null)
        {
            session.FirstActiveAt = world.Now;
            StartSessionLength(session, SessionLengthStart.FirstActive);
        }

        var spent = Switches.ReconnectedWindow is WindowBudget.Remaining ? session.WindowOpenedAt : null;
        session.WindowOpenedAt = spent ?? session.StatusSince;
        LaterAt(session, session.WindowOpenedAt.Value.AddSeconds(session.Plan.ConnectionTimeoutSeconds), SessionTrigger.WindowClosed);
        if (Switches.ScriptedClientConnects && (session.Plan.IsScripted || session.Signals is not null))
        {
            Later(session, Switches.ScriptedClientDelaySeconds, SessionTrigger.ClientConnected);
        }
    }

    private void ArriveReconnecting(EmulatedStreamSession session)
    {
        var outcome = session.Signals is { IsInvalid: true } ? SessionTrigger.OfferFoundInvalid : SessionTrigger.ServerReady;
        Later(session, Switches.ReconnectingSeconds, outcome);
        if (Switches.WindowRunsWhileReconnecting && session.WindowOpenedAt is { } opened)
        {
            LaterAt(session, opened.AddSeconds(session.Plan.ConnectionTimeoutSeconds), SessionTrigger.WindowClosed);
        }
    }

    private void ArriveEnd(EmulatedStreamSession session)
    {
        session.Group.Waiting.Remove(session);
        if (session.Slot is { } slot)
        {
            session.Group.PoolOf(slot)!.Release();
            PlaceNextWaiting(session.Group);
        }

        if (session.Export is { } export)
        {
            world.After(
                TimeSpan.FromSeconds(Switches.ExportSeconds),
                () =>
                {
                    session.Export = export with { Status = "SUCCEEDED" };
                    TouchForExport(session);
                }
            );
        }

        world.After(TimeSpan.FromSeconds(Switches.RetentionSeconds), () => world.Forget(session));
    }

    private void Place(EmulatedStreamSession session)
    {
        if (TryPlace(session))
        {
            return;
        }

        session.Group.Waiting.AddLast(session);
        Later(session, PlacementTimeoutSeconds(session), SessionTrigger.PlacementTimedOut);
        StartActivatingWindow(session);
    }

    private bool TryPlace(EmulatedStreamSession session)
    {
        foreach (var pool in PoolsWantedBy(session))
        {
            if (pool.TryTake())
            {
                session.Slot = pool.Location;
                // The placement timer, if one is set, belongs to the wait that ends here.
                session.Epoch++;
                var offerIsBad = session.Signals is { IsInvalid: true };
                Later(session, Switches.ActivatingSeconds, offerIsBad ? SessionTrigger.OfferFoundInvalid : SessionTrigger.Placed);
                StartActivatingWindow(session);
                return true;
            }
        }

        return false;
    }

    private void PlaceNextWaiting(EmulatedStreamGroup group)
    {
        for (var node = group.Waiting.First; node is not null; node = node.Next)
        {
            if (TryPlace(node.Value))
            {
                group.Waiting.Remove(node);
                return;
            }
        }
    }

    private static IEnumerable<CapacityPool> PoolsWantedBy(EmulatedStreamSession session) =>
        session.Plan.Locations.Count == 0
            ? session.Group.Locations.Take(1)
            : session.Plan.Locations.Select(session.Group.PoolOf).OfType<CapacityPool>();

    private double PlacementTimeoutSeconds(EmulatedStreamSession session) =>
        (PoolsWantedBy(session).Any(pool => pool.OnDemand > 0), session.Plan.Application.RunsOnWindows) switch
        {
            (false, _) => Switches.PlacementTimeoutSeconds,
            (true, false) => Switches.PlacementTimeoutOnDemandSeconds,
            (true, true) => Switches.PlacementTimeoutOnDemandWindowsSeconds,
        };

    private static double WindowSeconds(EmulatedStreamSession session) =>
        // A session from a stream URL has no way back: what shows of PENDING is over at once.
        session.Plan.FromStreamUrl
            ? 1
            : session.Plan.ConnectionTimeoutSeconds;

    private void StartSessionLength(EmulatedStreamSession session, SessionLengthStart from)
    {
        if (Switches.SessionLengthCountsFrom == from)
        {
            var start = from is SessionLengthStart.CreatedAt ? session.CreatedAt : session.FirstActiveAt ?? session.CreatedAt;
            world.At(start.AddSeconds(session.Plan.SessionLengthSeconds), () => Apply(session, SessionTrigger.SessionLengthReached));
        }
    }

    private void StartActivatingWindow(EmulatedStreamSession session)
    {
        if (Switches.WindowRunsWhileActivating)
        {
            LaterAt(session, session.CreatedAt.AddSeconds(session.Plan.ConnectionTimeoutSeconds), SessionTrigger.WindowClosed);
        }
    }

    private void TouchForExport(EmulatedStreamSession session)
    {
        if (Switches.LastUpdatedAtMovesOnExport)
        {
            session.LastUpdatedAt = world.Now;
        }
    }

    private void Later(EmulatedStreamSession session, double seconds, SessionTrigger trigger) =>
        LaterAt(session, world.Now.AddSeconds(seconds), trigger);

    private void LaterAt(EmulatedStreamSession session, DateTimeOffset due, SessionTrigger trigger)
    {
        var epoch = session.Epoch;
        world.At(
            due,
            () =>
            {
                if (session.Epoch == epoch)
                {
                    Apply(session, trigger);
                }
            }
        );
    }

    private void Record(EmulatedStreamSession session, StreamSessionStatus? from) =>
        world.Ledger.Add(seq => new LedgerTransition(
            seq,
            world.Now,
            session.Id,
            from?.Word(),
            session.Status.Word(),
            session.StatusReason
        ));
}

using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Status;

namespace StreamOps.Emulator.World;

/// <summary>What reaching a status sets off: windows, the scripted client, slots given back, files written.</summary>
public sealed class SessionArrivals(EmulatedWorld world, SessionTimers timers, SessionPlacement placement)
{
    private EmulatorSwitches Switches => world.Switches.Current;

    public void Arrive(EmulatedStreamSession session)
    {
        switch (session.Status)
        {
            case StreamSessionStatus.Active:
                ArriveActive(session);
                break;
            case StreamSessionStatus.Connected:
                session.WindowOpenedAt = null;
                if (session.Hosted is not null)
                {
                    session.LastInputAt = session.StatusSince;
                    timers.AfterLastInput(session, Switches.IdleTimeoutSeconds);
                }
                else if (!Switches.PlayersGiveInput)
                {
                    timers.Later(session, Switches.IdleTimeoutSeconds, SessionTrigger.IdleTooLong);
                }

                break;
            case StreamSessionStatus.PendingClientReconnection:
                session.WindowOpenedAt = session.StatusSince;
                timers.LaterAt(session, session.StatusSince.AddSeconds(WindowSeconds(session)), SessionTrigger.WindowClosed);
                break;
            case StreamSessionStatus.Reconnecting:
                ArriveReconnecting(session);
                break;
            case StreamSessionStatus.Terminating:
                timers.Later(session, Switches.TerminatingSeconds, SessionTrigger.ResourcesReleased);
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
            timers.StartSessionLength(session, SessionLengthStart.FirstActive);
        }

        var spent = Switches.ReconnectedWindow is WindowBudget.Remaining ? session.WindowOpenedAt : null;
        session.WindowOpenedAt = spent ?? session.StatusSince;
        timers.LaterAt(
            session,
            session.WindowOpenedAt.Value.AddSeconds(session.Plan.ConnectionTimeoutSeconds),
            SessionTrigger.WindowClosed
        );
        if (session.Hosted is { } hosted)
        {
            // The peers may have found each other before the service calls the session ready.
            if (hosted.IsUp)
            {
                timers.Later(session, 0, SessionTrigger.ClientConnected);
            }

            return;
        }

        ExpectScriptedClient(session);
    }

    /// <summary>Lets the script play the client of an ACTIVE session that has an answer.</summary>
    public void ExpectScriptedClient(EmulatedStreamSession session)
    {
        if (Switches.ScriptedClientConnects && (session.Plan.IsScripted || session.Signals is not null))
        {
            timers.Later(session, Switches.ScriptedClientDelaySeconds, SessionTrigger.ClientConnected);
        }
    }

    private void ArriveReconnecting(EmulatedStreamSession session)
    {
        var outcome = session.Signals is { IsInvalid: true } ? SessionTrigger.OfferFoundInvalid : SessionTrigger.ServerReady;
        timers.Later(session, Switches.ReconnectingSeconds, outcome);
        if (Switches.WindowRunsWhileReconnecting && session.WindowOpenedAt is { } opened)
        {
            timers.LaterAt(session, opened.AddSeconds(session.Plan.ConnectionTimeoutSeconds), SessionTrigger.WindowClosed);
        }
    }

    private void ArriveEnd(EmulatedStreamSession session)
    {
        session.Group.Waiting.Remove(session);
        if (session.Slot is { } slot)
        {
            session.Group.PoolOf(slot)!.Release();
            placement.PlaceNextWaiting(session.Group);
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

    /// <summary>Moves LastUpdatedAt where the switch says that exports do.</summary>
    public void TouchForExport(EmulatedStreamSession session)
    {
        if (Switches.LastUpdatedAtMovesOnExport)
        {
            session.LastUpdatedAt = world.Now;
        }
    }

    private static double WindowSeconds(EmulatedStreamSession session) =>
        // A session from a stream URL has no way back: what shows of PENDING is over at once.
        session.Plan.FromStreamUrl
            ? 1
            : session.Plan.ConnectionTimeoutSeconds;
}

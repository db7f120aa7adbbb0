using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Status;

namespace StreamOps.Emulator.World;

/// <summary>Gives slots to sessions that start, and lets those wait for whom there is none.</summary>
public sealed class SessionPlacement(EmulatedWorld world, SessionTimers timers)
{
    private EmulatorSwitches Switches => world.Switches.Current;

    /// <summary>Takes a slot for the session in the first of its locations with room, or queues it.</summary>
    public void Place(EmulatedStreamSession session)
    {
        if (TryPlace(session))
        {
            return;
        }

        session.Group.Waiting.AddLast(session);
        timers.Later(session, PlacementTimeoutSeconds(session), SessionTrigger.PlacementTimedOut);
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
                session.Moves++;
                var offerIsBad = session.Signals is { IsInvalid: true };
                timers.Later(session, Switches.ActivatingSeconds, offerIsBad ? SessionTrigger.OfferFoundInvalid : SessionTrigger.Placed);
                StartActivatingWindow(session);
                return true;
            }
        }

        return false;
    }

    /// <summary>A slot has become free: the longest waiting session that may use it takes it.</summary>
    public void PlaceNextWaiting(EmulatedStreamGroup group)
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

    private void StartActivatingWindow(EmulatedStreamSession session)
    {
        if (Switches.WindowRunsWhileActivating)
        {
            timers.LaterAt(session, session.CreatedAt.AddSeconds(session.Plan.ConnectionTimeoutSeconds), SessionTrigger.WindowClosed);
        }
    }
}

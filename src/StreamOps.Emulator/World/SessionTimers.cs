using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Status;

namespace StreamOps.Emulator.World;

/// <summary>Lets triggers happen later, as long as they still mean something.</summary>
public sealed class SessionTimers(EmulatedWorld world, SessionLifecycle lifecycle)
{
    /// <summary>Lets <paramref name="trigger"/> happen, unless the session's status has changed by then.</summary>
    public void Later(EmulatedStreamSession session, double seconds, SessionTrigger trigger) =>
        LaterAt(session, world.Now.AddSeconds(seconds), trigger);

    public void LaterAt(EmulatedStreamSession session, DateTimeOffset due, SessionTrigger trigger)
    {
        var moves = session.Moves;
        world.At(
            due,
            () =>
            {
                if (session.Moves == moves)
                {
                    lifecycle.Apply(session, trigger);
                }
            }
        );
    }

    /// <summary>Ends a hosted session when its client has touched nothing for so long; each input puts it off.</summary>
    public void AfterLastInput(EmulatedStreamSession session, double seconds)
    {
        var moves = session.Moves;
        world.At(
            session.LastInputAt!.Value.AddSeconds(seconds),
            () =>
            {
                if (session.Moves != moves)
                {
                    return;
                }

                if (session.LastInputAt.Value.AddSeconds(seconds) > world.Now)
                {
                    AfterLastInput(session, seconds);
                    return;
                }

                lifecycle.Apply(session, SessionTrigger.IdleTooLong);
            }
        );
    }

    /// <summary>Starts the session's length where the switch says that it counts from <paramref name="from"/>.</summary>
    public void StartSessionLength(EmulatedStreamSession session, SessionLengthStart from)
    {
        if (world.Switches.Current.SessionLengthCountsFrom == from)
        {
            var start = from is SessionLengthStart.CreatedAt ? session.CreatedAt : session.FirstActiveAt ?? session.CreatedAt;
            world.At(
                start.AddSeconds(session.Plan.SessionLengthSeconds),
                () => lifecycle.Apply(session, SessionTrigger.SessionLengthReached)
            );
        }
    }
}

namespace StreamOps.Emulator.World;

/// <summary>The only way into the world: one caller at a time, the world caught up with the clock before each.</summary>
/// <remarks>A timer also wakes the world when something is due; truth never waits for it.</remarks>
public sealed class EmulatedFleet : IDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly ITimer alarm;
    private EmulatedWorld world;

    public EmulatedFleet(TimeProvider time, SwitchBoard switches, WorldBuilder builder)
    {
        this.time = time;
        Switches = switches;
        world = Build(builder);
        alarm = time.CreateTimer(_ => Act(_ => true), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Act(_ => true);
    }

    public SwitchBoard Switches { get; }

    /// <summary>Told of every change of a status, inside the gate: must be quick and must not act on the world.</summary>
    public Action<EmulatedStreamSession>? StatusChanged { get; set; }

    /// <summary>Told, inside the gate, that another world has taken the place of all sessions.</summary>
    public Action? Replaced { get; set; }

    private Ledger Ledger { get; } = new();

    /// <summary>Does <paramref name="act"/> in the world as of now. Quick and synchronous: everyone else waits.</summary>
    public T Act<T>(Func<EmulatedWorld, T> act)
    {
        lock (gate)
        {
            world.CatchUp(time.GetUtcNow());
            try
            {
                return act(world);
            }
            finally
            {
                SetAlarm();
            }
        }
    }

    /// <summary>Puts another world in the place of this one. The ledger's numbers go on.</summary>
    public T Replace<T>(WorldBuilder builder, bool clearLedger, Func<EmulatedWorld, T> act)
    {
        lock (gate)
        {
            world.CatchUp(time.GetUtcNow());
            if (clearLedger)
            {
                Ledger.Clear();
            }

            world = Build(builder);
            Replaced?.Invoke();
            SetAlarm();
            return act(world);
        }
    }

    public void Dispose() => alarm.Dispose();

    private EmulatedWorld Build(WorldBuilder builder)
    {
        var built = builder(time.GetUtcNow(), Switches, Ledger);
        built.StatusChanged = session => StatusChanged?.Invoke(session);
        return built;
    }

    private void SetAlarm()
    {
        if (world.NextDue is not { } due)
        {
            alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = due - time.GetUtcNow();
        // Timers end at about 49 days; an early alarm finds nothing due and sets itself again.
        alarm.Change(Clamp(wait), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Clamp(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero
        : wait > LongestWait ? LongestWait
        : wait;

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
}

/// <summary>Makes a world that begins at <paramref name="now"/>.</summary>
public delegate EmulatedWorld WorldBuilder(DateTimeOffset now, SwitchBoard switches, Ledger ledger);

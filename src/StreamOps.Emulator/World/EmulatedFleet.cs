using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.World;

/// <summary>The only way into the world: one caller at a time, the world caught up with the clock before each.</summary>
/// <remarks>A timer also wakes the world when something is due; truth never waits for it.</remarks>
public sealed class EmulatedFleet : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly IWorldListener _listener;
    private readonly ITimer _alarm;
    private readonly Ledger _ledger = new();
    private EmulatedWorld _world;

    public EmulatedFleet(TimeProvider time, SwitchBoard switches, IWorldListener listener, WorldBuilder builder)
    {
        _time = time;
        _listener = listener;
        Switches = switches;
        _world = Build(builder);
        _alarm = time.CreateTimer(_ => Act(_ => true), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Act(_ => true);
    }

    public SwitchBoard Switches { get; }

    /// <summary>Does <paramref name="act"/> in the world as of now. Quick and synchronous: everyone else waits.</summary>
    public T Act<T>(Func<EmulatedWorld, T> act)
    {
        lock (_gate)
        {
            _world.CatchUp(_time.GetUtcNow());
            try
            {
                return act(_world);
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
        lock (_gate)
        {
            _world.CatchUp(_time.GetUtcNow());
            if (clearLedger)
            {
                _ledger.Clear();
            }

            _world = Build(builder);
            _listener.Replaced();
            SetAlarm();
            return act(_world);
        }
    }

    public void Dispose() => _alarm.Dispose();

    private EmulatedWorld Build(WorldBuilder builder) => builder(_time.GetUtcNow(), Switches, _ledger, _listener);

    private void SetAlarm()
    {
        if (_world.NextDue is not { } due)
        {
            _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Timers end at about 49 days; an early alarm finds nothing due and sets itself again.
        var ticks = Math.Clamp((due - _time.GetUtcNow()).Ticks, 0, TimeSpan.TicksPerDay);
        _alarm.Change(TimeSpan.FromTicks(ticks), Timeout.InfiniteTimeSpan);
    }
}

/// <summary>Makes a world that begins at <paramref name="now"/>.</summary>
public delegate EmulatedWorld WorldBuilder(DateTimeOffset now, SwitchBoard switches, Ledger ledger, IWorldListener listener);

using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace StreamOps.Testing;

/// <summary>Time that moves when told, and knows when the next timer is due: a wait of minutes need not be walked in small steps.</summary>
public sealed class AlarmTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentDictionary<Alarm, DateTimeOffset> _set = [];
    private long _changes;

    /// <summary>Grows with every timer that is set, changed or put away: while it grows, somebody works.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>How long until the next timer is due; null when none is set.</summary>
    public TimeSpan? UntilNext => _set.Values is { Count: > 0 } due ? due.Min() - GetUtcNow() : null;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Inner = base.CreateTimer(alarm.Ring, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private void Note(Alarm alarm, TimeSpan dueTime)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            _set.TryRemove(alarm, out _);
        }
        else
        {
            _set[alarm] = GetUtcNow() + dueTime;
        }

        Interlocked.Increment(ref _changes);
    }

    private sealed class Alarm(AlarmTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public ITimer Inner { get; set; } = null!;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            time.Note(this, dueTime);
            return Inner.Change(dueTime, period);
        }

        public void Ring(object? nothing)
        {
            time.Note(this, _period);
            callback(state);
        }

        public void Dispose()
        {
            time.Note(this, Timeout.InfiniteTimeSpan);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

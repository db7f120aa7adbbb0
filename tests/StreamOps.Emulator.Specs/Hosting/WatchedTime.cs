using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace StreamOps.Emulator.Specs.Hosting;

/// <summary>Time that stands still until it is moved, and knows which waits have begun: to move it on is safe only then, however slow the machine is.</summary>
public sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _begun = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Begun(dueTime).TrySetResult();
        return timer;
    }

    /// <summary>Ends once somebody has begun to wait for that long.</summary>
    public Task UntilSomebodyWaitsAsync(TimeSpan dueTime) => Begun(dueTime).Task.WaitAsync(Patience, System);

    private TaskCompletionSource Begun(TimeSpan dueTime) =>
        _begun.GetOrAdd(dueTime, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}

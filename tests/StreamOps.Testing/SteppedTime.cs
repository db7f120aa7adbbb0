using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace StreamOps.Testing;

/// <summary>One thread, one clock: asynchronous code runs only when the test says so, and time moves only once all of it has come to rest.</summary>
public sealed class SteppedTime : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _work = [];

    /// <summary>The clock to inject.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 7, 1, 20, 0, 0, TimeSpan.Zero));

    public override void Post(SendOrPostCallback d, object? state) => _work.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Starts asynchronous work here and runs it to its first rest.</summary>
    public Task Start(Func<Task> work)
    {
        var task = Here(work);
        Settle();
        return task;
    }

    /// <summary>Runs work that must come to its end without time moving.</summary>
    public T Finish<T>(Func<Task<T>> work)
    {
        var task = Here(work);
        Settle();
        return task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("The work waits for time to pass.");
    }

    /// <summary>Lets everything run that can run without time moving.</summary>
    public void Settle() =>
        Here(() =>
        {
            while (_work.TryDequeue(out var item))
            {
                item.Callback(item.State);
            }

            return 0;
        });

    /// <summary>Moves time on, by steps fine enough for any timer under test.</summary>
    public void Advance(TimeSpan total, TimeSpan? step = null)
    {
        var one = step ?? TimeSpan.FromMilliseconds(10);
        for (var passed = TimeSpan.Zero; passed < total; passed += one)
        {
            Here(() =>
            {
                Time.Advance(one);
                return 0;
            });
            Settle();
        }
    }

    private T Here<T>(Func<T> act)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            return act();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}

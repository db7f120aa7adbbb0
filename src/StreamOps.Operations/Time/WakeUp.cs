namespace StreamOps.Operations.Time;

/// <summary>A wait that somebody may cut short. One waits, any number may wake.</summary>
internal sealed class WakeUp(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiting;
    private bool _isSet;

    /// <summary>Ends the present wait, or the next one at once.</summary>
    public void Set()
    {
        lock (_lock)
        {
            _isSet = _waiting?.TrySetResult() != true;
        }
    }

    /// <summary>Waits for the signal, at most so long.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isSet)
            {
                _isSet = false;
                return;
            }

            _waiting = waiting;
        }

        // Timers count whole milliseconds, rounded down: a shorter wait would be none at all, over and over.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(most.TotalMilliseconds));
        await using var timer = time.CreateTimer(_ => waiting.TrySetResult(), state: null, wait, Timeout.InfiniteTimeSpan);
        await using var registration = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
        await waiting.Task;
    }
}

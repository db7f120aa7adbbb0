using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Circuits;

/// <summary>
/// Places for a few at once. The next free one is for whoever holds fewest of them, and among those for whoever asked first: who asks for many waits behind those
/// who ask for one, and a place that nobody else wants is anybody's.
/// </summary>
/// <param name="places">How many at once.</param>
internal sealed class FairLane(int places)
{
    private readonly Lock _gate = new();
    private readonly Tally _held = new();

    /// <summary>In the order in which they asked; empty while a place is free.</summary>
    private readonly LinkedList<Waiter> _waiting = [];
    private int _free = places;

    /// <summary>A place, in its turn.</summary>
    /// <param name="holder">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Disposed of, it gives the place back; more often than once does nothing.</returns>
    public async Task<IDisposable> TakeAsync(string holder, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(this, holder);
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                _held.More(holder);
                return waiter;
            }

            _waiting.AddLast(waiter);
        }

        await using var left = cancellationToken.UnsafeRegister(static (waiter, cancelled) => ((Waiter)waiter!).Leave(cancelled), waiter);
        await waiter.Turn.Task;
        return waiter;
    }

    private void Leave(Waiter waiter, CancellationToken cancelled)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(waiter))
            {
                return;
            }
        }

        waiter.Turn.TrySetCanceled(cancelled);
    }

    private void Give(string holder)
    {
        Waiter? next;
        lock (_gate)
        {
            _held.Less(holder);
            next = _waiting.MinBy(waiter => _held.Of(waiter.Holder));
            if (next is null)
            {
                _free++;
                return;
            }

            _waiting.Remove(next);
            _held.More(next.Holder);
        }

        next.Turn.TrySetResult();
    }

    private sealed class Waiter(FairLane lane, string holder) : IDisposable
    {
        private bool _isGivenBack;

        public string Holder => holder;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Leave(CancellationToken cancelled) => lane.Leave(this, cancelled);

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _isGivenBack, true))
            {
                lane.Give(holder);
            }
        }
    }
}

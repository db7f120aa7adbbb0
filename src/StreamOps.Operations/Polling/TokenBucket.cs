namespace StreamOps.Operations.Polling;

/// <summary>A token bucket that serves in the order of asking: in any span of t seconds at most rate x t + depth tokens leave it.</summary>
internal sealed class TokenBucket : IDisposable
{
    /// <summary>Tokens that a quiet bucket saves up.</summary>
    public const double Depth = 2;

    // No timer waits for months: one that is early serves nobody and waits again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    // Ticks of the clock do not divide the rate: a token this near to whole is whole.
    private const double Whole = 1 - 1e-6;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _queue = [];
    private readonly ITimer _timer;
    private double _rate;
    private double _tokens = Depth;
    private long _filledAt;
    private long _closedUntil = long.MinValue;

    /// <summary>A full bucket.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="rate">Tokens a second, above zero.</param>
    public TokenBucket(TimeProvider time, double rate)
    {
        _time = time;
        _rate = rate;
        _filledAt = time.GetTimestamp();
        _timer = time.CreateTimer(
            static bucket => ((TokenBucket)bucket!).Serve(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Changes the rate from now on; tokens saved up stay.</summary>
    public void SetRate(double rate)
    {
        lock (_lock)
        {
            Fill();
            _rate = rate;
            Arm();
        }
    }

    /// <summary>Lets nothing out for a while.</summary>
    public void CloseFor(TimeSpan span)
    {
        lock (_lock)
        {
            Fill();
            _tokens = Math.Min(_tokens, 1);
            _closedUntil = Math.Max(_closedUntil, _time.GetTimestamp() + (long)(span.TotalSeconds * _time.TimestampFrequency));
            Arm();
        }
    }

    /// <summary>Whether the bucket is full: then nobody else wants the next token.</summary>
    public bool HasSpare
    {
        get
        {
            lock (_lock)
            {
                Fill();
                return _queue.Count == 0 && !IsClosed && _tokens >= Depth * Whole;
            }
        }
    }

    /// <summary>Takes a token, when its turn has come.</summary>
    public async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> turn;
        lock (_lock)
        {
            Fill();
            if (_queue.Count == 0 && !IsClosed && _tokens >= Whole)
            {
                _tokens--;
                return;
            }

            turn = _queue.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Arm();
        }

        await using var registration = cancellationToken.Register(() => GiveUp(turn, cancellationToken));
        await turn.Value.Task;
    }

    private bool IsClosed => _time.GetTimestamp() < _closedUntil;

    private void GiveUp(LinkedListNode<TaskCompletionSource> turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (turn.List is not null)
            {
                _queue.Remove(turn);
                turn.Value.SetCanceled(cancellationToken);
            }
        }
    }

    private void Serve()
    {
        lock (_lock)
        {
            Fill();
            while (_queue.First is { } first && !IsClosed && _tokens >= Whole)
            {
                _tokens--;
                _queue.RemoveFirst();
                first.Value.SetResult();
            }

            Arm();
        }
    }

    private void Fill()
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(Depth, _tokens + (_time.GetElapsedTime(_filledAt, now).TotalSeconds * _rate));
        _filledAt = now;
    }

    private void Arm()
    {
        if (_queue.Count == 0)
        {
            return;
        }

        var untilWhole = TimeSpan.FromSeconds(Math.Max(0, (1 - _tokens) / _rate));
        var untilOpen = IsClosed ? _time.GetElapsedTime(_time.GetTimestamp(), _closedUntil) : TimeSpan.Zero;
        var wait = untilWhole > untilOpen ? untilWhole : untilOpen;
        // Timers count whole milliseconds: rounded up, so that one call of the timer is enough.
        _timer.Change(
            TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 1, LongestWait.TotalMilliseconds)),
            Timeout.InfiniteTimeSpan
        );
    }
}

using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>
/// A token bucket: in any span of t seconds at most rate x t + depth tokens leave it. Who has a deadline goes before who has none, the earliest first;
/// else the order of asking counts. Whose turn would come too late, as fast as the bucket flows when somebody joins the queue, is told so at once.
/// </summary>
internal sealed class TokenBucket : IDisposable
{
    /// <summary>Tokens that a quiet bucket saves up.</summary>
    public const double Depth = 2;

    // No timer waits for months: one that is early serves nobody and waits again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    // Timers come late: so much of a token may be lost between two, and they came as soon as the rate allowed.
    private const double NothingLost = 0.2;

    // Ticks of the clock do not divide the rate: a token this near to whole is whole.
    private const double Whole = 1 - 1e-6;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly LinkedList<Turn> _queue = [];
    private readonly ITimer _timer;
    private double _rate;
    private double _tokens = Depth;
    private double _lost;
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

    /// <summary>Lets nothing out for a while, and what was saved up not at all: the service's own bucket is empty.</summary>
    public void CloseFor(TimeSpan span)
    {
        lock (_lock)
        {
            Fill();
            _tokens = 0;
            _closedUntil = Math.Max(_closedUntil, After(span));
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

    /// <summary>How long until the bucket is full, if nobody takes a token meanwhile: from then on each further one is lost.</summary>
    public TimeSpan UntilFull
    {
        get
        {
            lock (_lock)
            {
                Fill();
                return Moments.Longer(TimeSpan.FromSeconds(Math.Max(0, ((Depth * Whole) - _tokens) / _rate)), UntilOpen);
            }
        }
    }

    /// <summary>Takes a token if there is one that nobody waits for.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            return TryTakeNow();
        }
    }

    /// <summary>Takes a token, when its turn has come.</summary>
    public async ValueTask TakeAsync(CancellationToken cancellationToken) => await TakeAsync(within: null, cancellationToken);

    /// <summary>Takes a token, when its turn has come in time.</summary>
    /// <param name="within">How long it is of use; null for ever.</param>
    /// <param name="cancellationToken">Ends the wait; no token is taken then.</param>
    /// <returns>How it came. Too late is said when somebody joins the queue, not at the deadline.</returns>
    public async ValueTask<TokenTurn> TakeAsync(TimeSpan? within, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Turn> turn;
        lock (_lock)
        {
            Fill();
            var isPaced = _lost < NothingLost;
            if (TryTakeNow())
            {
                return isPaced ? TokenTurn.Paced : TokenTurn.Spare;
            }

            turn = Enqueued(new Turn(within is { } span ? After(span) : long.MaxValue));
            Shed();
            Arm();
        }

        await using var registration = cancellationToken.Register(() => GiveUp(turn, cancellationToken));
        return await turn.Value.Task ? TokenTurn.Paced : TokenTurn.TooLate;
    }

    private bool IsClosed => _time.GetTimestamp() < _closedUntil;

    private TimeSpan UntilOpen => IsClosed ? _time.GetElapsedTime(_time.GetTimestamp(), _closedUntil) : TimeSpan.Zero;

    private bool TryTakeNow()
    {
        Fill();
        if (_queue.Count > 0 || IsClosed || _tokens < Whole)
        {
            return false;
        }

        _tokens--;
        _lost = 0;
        return true;
    }

    private void GiveUp(LinkedListNode<Turn> turn, CancellationToken cancellationToken)
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
                first.Value.SetResult(true);
            }

            Arm();
        }
    }

    private long After(TimeSpan span) => _time.GetTimestamp() + (long)(span.TotalSeconds * _time.TimestampFrequency);

    private LinkedListNode<Turn> Enqueued(Turn turn)
    {
        var before = _queue.Last;
        while (before is not null && before.Value.Due > turn.Due)
        {
            before = before.Previous;
        }

        return before is null ? _queue.AddFirst(turn) : _queue.AddAfter(before, turn);
    }

    /// <summary>Tells those whose turn comes too late, as the bucket flows now.</summary>
    private void Shed()
    {
        var first = _time.GetTimestamp() + (UntilNext().TotalSeconds * _time.TimestampFrequency);
        var served = 0;
        for (var node = _queue.First; node is not null && node.Value.Due < long.MaxValue; )
        {
            var (turn, next) = (node, node.Next);
            if (turn.Value.Due < first + (served / _rate * _time.TimestampFrequency))
            {
                _queue.Remove(turn);
                turn.Value.SetResult(false);
            }
            else
            {
                served++;
            }

            node = next;
        }
    }

    private TimeSpan UntilNext() => Moments.Longer(TimeSpan.FromSeconds(Math.Max(0, (1 - _tokens) / _rate)), UntilOpen);

    private void Fill()
    {
        var now = _time.GetTimestamp();
        var tokens = _tokens + (_time.GetElapsedTime(_filledAt, now).TotalSeconds * _rate);
        _tokens = Math.Min(Depth, tokens);
        _lost += tokens - _tokens;
        _filledAt = now;
    }

    private void Arm()
    {
        if (_queue.Count == 0)
        {
            return;
        }

        // Timers count whole milliseconds: rounded up, so that one call of the timer is enough.
        _timer.Change(
            TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(UntilNext().TotalMilliseconds), 1, LongestWait.TotalMilliseconds)),
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Somebody who waits.</summary>
    /// <param name="due">After this moment its turn is of no use.</param>
    private sealed class Turn(long due) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Due => due;
    }
}

/// <summary>How a turn came.</summary>
internal enum TokenTurn
{
    /// <summary>It would come too late: no token is taken.</summary>
    TooLate,

    /// <summary>Tokens had been lost meanwhile: there was more to be had than was wanted.</summary>
    Spare,

    /// <summary>As soon as the rate allowed it.</summary>
    Paced,
}

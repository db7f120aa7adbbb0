namespace StreamOps.Operations.Store;

/// <summary>
/// Whether the store is out, and for how long: told to the log once when it begins, with its cause, and once when it is over, however many pieces of work met it.
/// </summary>
public sealed partial class StoreOutage(TimeProvider time, ILogger<StoreOutage> logger)
{
    /// <summary>A store that comes and goes is told of so often at most.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private volatile bool _isOut;
    private long _began;
    private long? _told;
    private bool _isTold;

    /// <summary>A piece of work met a store that cannot be used.</summary>
    internal void Met(StoreUnavailableException exception)
    {
        lock (_lock)
        {
            if (_isOut)
            {
                return;
            }

            (_isOut, _began) = (true, time.GetTimestamp());
            _isTold = _told is not { } told || time.GetElapsedTime(told) >= Pause;
            if (!_isTold)
            {
                return;
            }

            _told = _began;
        }

        Began(exception, exception.Message);
    }

    /// <summary>A piece of work was done.</summary>
    internal void Over()
    {
        // Read without the lock by all that goes well: a moment late is early enough.
        if (!_isOut)
        {
            return;
        }

        long began;
        lock (_lock)
        {
            if (!_isOut)
            {
                return;
            }

            (_isOut, began) = (false, _began);
            if (!_isTold)
            {
                return;
            }
        }

        Ended(time.GetElapsedTime(began).TotalSeconds);
    }

    [LoggerMessage(
        1,
        LogLevel.Error,
        "The store cannot be used: {Reason} Who waits is shown; acts are refused, and what was seen waits, until it can be used again."
    )]
    private partial void Began(Exception exception, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The store can be used again, after {Seconds:0.0} s.")]
    private partial void Ended(double seconds);
}

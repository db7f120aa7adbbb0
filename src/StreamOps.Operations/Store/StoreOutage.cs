namespace StreamOps.Operations.Store;

/// <summary>
/// Whether the store is out, and for how long: told to the log once when it begins, with its cause, and once when it is over, however many pieces of work met it.
/// On a full disk, or one that cannot be written, reading goes on: where something could not be written, it is over once something is.
/// </summary>
public sealed partial class StoreOutage(TimeProvider time, ILogger<StoreOutage> logger)
{
    /// <summary>A store that comes and goes is told of so often at most; one that stays away is told of when this has passed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private volatile bool _isOut;
    private long _began;
    private long? _told;
    private bool _isTold;
    private bool _mustWrite;

    /// <summary>A piece of work met a store that cannot be used.</summary>
    /// <param name="exception">Why it cannot.</param>
    /// <param name="wasToWrite">Whether the work had set out to write.</param>
    internal void Met(StoreUnavailableException exception, bool wasToWrite)
    {
        lock (_lock)
        {
            _mustWrite |= wasToWrite;
            if (!_isOut)
            {
                (_isOut, _isTold, _began) = (true, false, time.GetTimestamp());
            }

            if (_isTold || (_told is { } told && time.GetElapsedTime(told) < Pause))
            {
                return;
            }

            (_isTold, _told) = (true, time.GetTimestamp());
        }

        Began(exception, exception.Message);
    }

    /// <summary>A piece of work was done.</summary>
    /// <param name="hasWritten">Whether it wrote something.</param>
    internal void Over(bool hasWritten)
    {
        // Read without the lock by all that goes well: a moment late is early enough.
        if (!_isOut)
        {
            return;
        }

        long began;
        lock (_lock)
        {
            if (!_isOut || (_mustWrite && !hasWritten))
            {
                return;
            }

            (_isOut, _mustWrite, began) = (false, false, _began);
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

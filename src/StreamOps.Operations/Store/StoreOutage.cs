namespace StreamOps.Operations.Store;

/// <summary>
/// Whether the store is out, and for how long: told to the log once when it begins, with its cause, and once when it is over, however many pieces of work met it.
/// It is out where it cannot be opened or written; one look that failed is told to the log alone.
/// On a full disk, or one that cannot be written, reading goes on: where something could not be written, it is over once something is.
/// </summary>
public sealed partial class StoreOutage(TimeProvider time, ILogger<StoreOutage> logger)
{
    /// <summary>A store that comes and goes is told of so often at most; one that stays away is told of when this has passed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private long? _told;
    private long? _toldUnread;
    private long _failures;
    private bool _isTold;
    private bool _mustWrite;
    private volatile StoreAbsence? _current;

    /// <summary>Why the store cannot be used, and since when; null while it can.</summary>
    public StoreAbsence? Current => _current;

    /// <summary>How often a piece of work could not use the store, in an outage or alone: where it has grown over an act, the store may have been in its way.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Raised, on any thread, when <see cref="Current"/> changed.</summary>
    public event EventHandler? Changed;

    /// <summary>A piece of work met a store that cannot be used.</summary>
    /// <param name="exception">Why it cannot.</param>
    /// <param name="wasToWrite">Whether the work had set out to write.</param>
    internal void Met(StoreUnavailableException exception, bool wasToWrite)
    {
        Interlocked.Increment(ref _failures);
        bool isNew;
        bool isToBeTold;
        lock (_lock)
        {
            _mustWrite |= wasToWrite;
            if (_current is null)
            {
                _isTold = false;
            }

            isNew = _current?.Reason != exception.Message;
            _current = isNew ? new StoreAbsence(exception.Message, _current?.Since ?? time.GetTimestamp()) : _current;
            isToBeTold = !_isTold && (_told is not { } told || time.GetElapsedTime(told) >= Pause);
            if (isToBeTold)
            {
                (_isTold, _told) = (true, time.GetTimestamp());
            }
        }

        if (isToBeTold)
        {
            Began(exception, exception.Message);
        }

        if (isNew)
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>A piece of work that only read met one: no outage yet, since what others write may be written all the same.</summary>
    /// <param name="exception">Why it could not read.</param>
    internal void NotRead(StoreUnavailableException exception)
    {
        Interlocked.Increment(ref _failures);
        bool isToBeTold;
        lock (_lock)
        {
            isToBeTold = _current is null && (_toldUnread is not { } told || time.GetElapsedTime(told) >= Pause);
            _toldUnread = isToBeTold ? time.GetTimestamp() : _toldUnread;
        }

        if (isToBeTold)
        {
            Unread(exception, exception.Message);
        }
    }

    /// <summary>A piece of work was done.</summary>
    /// <param name="hasWritten">Whether it wrote something.</param>
    internal void Over(bool hasWritten)
    {
        // Read without the lock by all that goes well: a moment late is early enough.
        if (_current is null)
        {
            return;
        }

        StoreAbsence over;
        bool wasTold;
        lock (_lock)
        {
            if (_current is null || (_mustWrite && !hasWritten))
            {
                return;
            }

            (over, wasTold) = (_current, _isTold);
            (_current, _mustWrite) = (null, false);
        }

        if (wasTold)
        {
            Ended(time.GetElapsedTime(over.Since).TotalSeconds);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    [LoggerMessage(
        1,
        LogLevel.Error,
        "The store cannot be used: {Reason} Who waits is shown; acts are refused, and what was seen waits, until it can be used again."
    )]
    private partial void Began(Exception exception, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The store can be used again, after {Seconds:0.0} s.")]
    private partial void Ended(double seconds);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "Something could not be read from the store: {Reason} Who asked for it was told; no act is refused for it."
    )]
    private partial void Unread(Exception exception, string reason);
}

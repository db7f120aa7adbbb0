using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Stops asking a service that fails: after five failures in a row, or five within ten seconds and at least half of the calls, only one probe in two seconds.</summary>
internal sealed class Breaker(FleetClock clock)
{
    private const int FailuresToOpen = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>A little over two seconds, so that with all else there is no more than one call in two.</summary>
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(2.1);

    private readonly Lock _lock = new();
    private readonly Queue<(DateTimeOffset At, bool IsFailure)> _calls = [];
    private DateTimeOffset? _probeAt;
    private int _inARow;

    /// <summary>When the next probe may be made; null while the breaker is closed.</summary>
    public DateTimeOffset? ProbeAt
    {
        get
        {
            lock (_lock)
            {
                return _probeAt;
            }
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            if (_probeAt is not null)
            {
                _probeAt = null;
                _calls.Clear();
            }

            _inARow = 0;
            Note(isFailure: false);
        }
    }

    /// <param name="isCertain">No other call comes in either: one failure is enough then.</param>
    public void Failed(bool isCertain = false)
    {
        lock (_lock)
        {
            _inARow++;
            Note(isFailure: true);
            var failures = _calls.Count(call => call.IsFailure);
            if (
                isCertain
                || _probeAt is not null
                || _inARow >= FailuresToOpen
                || (failures >= FailuresToOpen && failures * 2 >= _calls.Count)
            )
            {
                _probeAt = clock.Now + ProbeEvery;
            }
        }
    }

    /// <summary>Opens at once: the next call would fail too.</summary>
    public void Trip(TimeSpan span)
    {
        lock (_lock)
        {
            _probeAt = clock.Now + span;
        }
    }

    private void Note(bool isFailure)
    {
        var now = clock.Now;
        _calls.Enqueue((now, isFailure));
        while (_calls.Peek().At < now - Window)
        {
            _calls.Dequeue();
        }
    }
}

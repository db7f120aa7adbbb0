namespace StreamOps.Dashboard.Security;

/// <summary>A line of the log for what anybody can bring about as often as they like: told once a minute, with how many there were, so that nobody fills it.</summary>
/// <param name="time">Of the minute.</param>
internal sealed class CountedLine(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private ITimer? _line;
    private int _count;

    /// <summary>Counts one more.</summary>
    /// <param name="tell">Writes the line at the end of the minute, with how many there were.</param>
    public void Count(Action<int> tell)
    {
        lock (_gate)
        {
            _count++;
            _line ??= time.CreateTimer(_ => Tell(tell), state: null, BetweenLines, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _line?.Dispose();
        }
    }

    private void Tell(Action<int> tell)
    {
        int count;
        lock (_gate)
        {
            (count, _count) = (_count, 0);
            _line?.Dispose();
            _line = null;
        }

        tell(count);
    }
}

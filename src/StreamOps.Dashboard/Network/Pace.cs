namespace StreamOps.Dashboard.Network;

/// <summary>How often each name may do something within a minute. Counted by the minute: each begins with nothing.</summary>
/// <param name="time">Of the minute.</param>
/// <param name="most">Of each name in a minute.</param>
internal sealed class Pace(TimeProvider time, int most)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Tally _ofMinute = new();
    private long _since;

    /// <summary>Counts one more of somebody, where there is room for it.</summary>
    public bool TryTake(string name)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_since) >= Minute)
            {
                (_ofMinute, _since) = (new Tally(), time.GetTimestamp());
            }

            if (_ofMinute.Of(name) >= most)
            {
                return false;
            }

            _ofMinute.More(name);
            return true;
        }
    }
}

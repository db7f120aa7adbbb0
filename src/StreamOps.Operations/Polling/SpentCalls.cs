namespace StreamOps.Operations.Polling;

/// <summary>Counts the calls of the last minute, second by second. Pure: it reads no clock, moments are given. Not thread-safe.</summary>
internal sealed class SpentCalls
{
    private const int MostSeconds = 60;

    // One more than are told: the second that is not over yet.
    private readonly (long Second, int Calls)[] _seconds = new (long, int)[MostSeconds + 1];
    private long? _first;

    /// <summary>A call is made.</summary>
    public void Count(DateTimeOffset now)
    {
        var second = SecondOf(now);
        _first ??= second;
        ref var one = ref _seconds[second % _seconds.Length];
        one = one.Second == second ? (second, one.Calls + 1) : (second, 1);
    }

    /// <summary>Calls a second, over the last seconds that are whole; over fewer where the first call was later than that.</summary>
    /// <param name="seconds">1 to 60.</param>
    /// <param name="now">The present moment.</param>
    public double PerSecond(int seconds, DateTimeOffset now)
    {
        var end = SecondOf(now);
        var span = Math.Min(seconds, end - (_first ?? end));
        var calls = 0;
        foreach (var one in _seconds)
        {
            calls += one.Second >= end - span && one.Second < end ? one.Calls : 0;
        }

        return span > 0 ? (double)calls / span : 0;
    }

    private static long SecondOf(DateTimeOffset moment) => moment.UtcTicks / TimeSpan.TicksPerSecond;
}

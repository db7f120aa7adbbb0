namespace StreamOps.Benchmarks.Crowds;

/// <summary>One who watches, as numbers: what came since it was last asked.</summary>
internal sealed class Watcher
{
    private long _bytes;
    private int _messages;
    private long _firstAt;

    /// <summary>Something came.</summary>
    /// <param name="bytes">Of payload, before any framing.</param>
    public void Hear(int bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Increment(ref _messages);
        Interlocked.CompareExchange(ref _firstAt, TimeProvider.System.GetTimestamp(), 0);
    }

    /// <summary>What came, and begins anew.</summary>
    /// <returns>Bytes and messages; the timestamp of the first message, 0 for none.</returns>
    public (long Bytes, int Messages, long FirstAt) Take() =>
        (Interlocked.Exchange(ref _bytes, 0), Interlocked.Exchange(ref _messages, 0), Interlocked.Exchange(ref _firstAt, 0));
}

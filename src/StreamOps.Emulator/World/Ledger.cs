namespace StreamOps.Emulator.World;

/// <summary>A call as it was answered, with all that the request gave.</summary>
/// <param name="At">When it arrived.</param>
/// <param name="StatusCode">0 when the connection was cut instead of an answer.</param>
public sealed record LedgerCall(
    long Seq,
    DateTimeOffset At,
    string Operation,
    int StatusCode,
    string? ErrorCode,
    int? Attempt,
    string? InvocationId,
    string? ClientToken,
    string? StreamSessionId
);

/// <summary>A change of a session's status; <paramref name="From"/> is null at its start.</summary>
public sealed record LedgerTransition(long Seq, DateTimeOffset At, string StreamSessionId, string? From, string To, string? Reason);

/// <summary>The calls and transitions of a stretch of the ledger, and the newest number given so far.</summary>
public sealed record LedgerPage(long LastSeq, IReadOnlyList<LedgerCall> Calls, IReadOnlyList<LedgerTransition> Transitions);

/// <summary>What happened, numbered in one rising sequence; the newest entries only. Not safe for several threads: its fleet guards it.</summary>
public sealed class Ledger(int capacity = Ledger.DefaultCapacity)
{
    /// <summary>How many entries are kept, calls and transitions together.</summary>
    public const int DefaultCapacity = 200_000;

    private readonly Queue<(long Seq, object Entry)> _entries = new();
    private long _lastSeq;

    public void Add(Func<long, LedgerCall> call) => Keep(call(++_lastSeq));

    public void Add(Func<long, LedgerTransition> transition) => Keep(transition(++_lastSeq));

    /// <summary>The kept entries whose number is above <paramref name="since"/>.</summary>
    public LedgerPage Since(long since)
    {
        var wanted = _entries.Where(entry => entry.Seq > since).Select(entry => entry.Entry).ToList();
        return new(_lastSeq, [.. wanted.OfType<LedgerCall>()], [.. wanted.OfType<LedgerTransition>()]);
    }

    /// <summary>Forgets the entries; the numbers go on.</summary>
    public void Clear() => _entries.Clear();

    private void Keep(object entry)
    {
        _entries.Enqueue((_lastSeq, entry));
        if (_entries.Count > capacity)
        {
            _entries.Dequeue();
        }
    }
}

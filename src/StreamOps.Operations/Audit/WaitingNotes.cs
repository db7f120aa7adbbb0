using System.Threading.Channels;
using StreamOps.Operations.Background;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>Entries about what is over and could not be written: they wait in memory, in their order and each with its time, until they can be.</summary>
internal sealed partial class WaitingNotes
{
    /// <summary>So many are written in one turn: who acts meanwhile waits for no more than that.</summary>
    private const int AtOnce = 100;

    private readonly OperationsStore _store;
    private readonly ILogger _logger;
    private readonly Channel<AuditEntry> _waiting;
    private readonly Lock _lock = new();

    // Taken out to be written, and not yet written.
    private readonly List<AuditEntry> _next = [];
    private int _taken;
    private int _atOnce = AtOnce;
    private (int Count, DateTimeOffset At) _dropped;

    /// <summary>Nothing waits yet.</summary>
    /// <param name="store">Where they are to stand.</param>
    /// <param name="logger">The audit's.</param>
    /// <param name="most">So many wait at most; of more the oldest goes, and is counted.</param>
    public WaitingNotes(OperationsStore store, ILogger logger, int most)
    {
        (_store, _logger) = (store, logger);
        var room = new BoundedChannelOptions(most) { FullMode = BoundedChannelFullMode.DropOldest };
        _waiting = Channel.CreateBounded<AuditEntry>(room, Drop);
    }

    /// <summary>Whether one waits, or is being written: the next one is behind it then.</summary>
    public bool IsAny => _waiting.Reader.Count > 0 || Volatile.Read(ref _taken) > 0;

    /// <summary>Lets an entry wait; false once none is to wait any more.</summary>
    public bool TryAdd(AuditEntry entry, string why)
    {
        var isFirst = !IsAny;
        if (!_waiting.Writer.TryWrite(entry))
        {
            return false;
        }

        if (isFirst)
        {
            Waits(why);
        }

        return true;
    }

    /// <summary>From now on none is to wait: what has come so far is all that there is to write, or to give up on.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    /// <summary>Waits until one is there to be written.</summary>
    public async Task<bool> ComeAsync(CancellationToken cancellationToken) =>
        _next.Count > 0 || await _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Writes all that wait, the oldest first. One caller at a time.</summary>
    /// <exception cref="StoreUnavailableException">What is not written waits on.</exception>
    public async Task WriteAsync()
    {
        var written = 0;
        while (Take())
        {
            var dropped = Dropped();
            List<AuditEntry> entries = [.. _next.Take(_atOnce)];
            try
            {
                var told = dropped.Count == 0 ? entries : [AuditEntries.Dropped(dropped.At, dropped.Count), .. entries];
                await _store.RaceAsync(db => WriteAsync(db, told));
                (written, _atOnce) = (written + entries.Count, AtOnce);
                Told(dropped.Count);
            }
            catch (Exception defect) when (defect is not StoreUnavailableException)
            {
                // One that can never be written keeps nobody else's waiting.
                if (entries.Count > 1)
                {
                    _atOnce = 1;
                    continue;
                }

                Lost(entries[0], Defect.Of(defect));
            }

            _next.RemoveRange(0, entries.Count);
            Volatile.Write(ref _taken, _next.Count);
        }

        if (written > 0)
        {
            Written(written);
        }
    }

    /// <summary>Gives up on what still waits, each told to the log.</summary>
    public void GiveUp(string why)
    {
        while (Take())
        {
            _next.ForEach(entry => Lost(entry, why));
            _next.Clear();
        }

        Volatile.Write(ref _taken, 0);
        var dropped = Dropped().Count;
        if (dropped > 0)
        {
            DroppedUntold(dropped);
            Told(dropped);
        }
    }

    /// <summary>Tells the log how many wait: nobody will say what became of them.</summary>
    public void TellLeft()
    {
        var left = _waiting.Reader.Count + Volatile.Read(ref _taken);
        if (left > 0)
        {
            Left(left);
        }
    }

    public void Lost(AuditEntry entry, string why) => EntryLost(why, entry.Action, entry.Step, entry.Session?.Id ?? "none");

    private bool Take()
    {
        while (_next.Count < AtOnce && _waiting.Reader.TryRead(out var entry))
        {
            _next.Add(entry);
            Volatile.Write(ref _taken, _next.Count);
        }

        return _next.Count > 0;
    }

    private void Drop(AuditEntry entry)
    {
        lock (_lock)
        {
            _dropped = (_dropped.Count + 1, entry.At);
            if (_dropped.Count > 1)
            {
                return;
            }
        }

        Drops();
    }

    private (int Count, DateTimeOffset At) Dropped()
    {
        lock (_lock)
        {
            return _dropped;
        }
    }

    private void Told(int count)
    {
        lock (_lock)
        {
            _dropped = (_dropped.Count - count, _dropped.At);
        }
    }

    private static async Task<bool> WriteAsync(OperationsDb db, IReadOnlyList<AuditEntry> entries)
    {
        await using var turn = await db.BeginWriteAsync();
        foreach (var entry in entries)
        {
            // The connection may have broken in the midst of a commit that stands.
            if (!await db.HasAuditAsync(entry))
            {
                await db.SaveAsync(entry);
            }
        }

        await turn.CommitAsync();
        return true;
    }

    [LoggerMessage(1, LogLevel.Error, "The audit entry {Action}: {Outcome} on session {SessionId} could not be stored: {Reason}")]
    private partial void EntryLost(string reason, string action, string outcome, string sessionId);

    [LoggerMessage(2, LogLevel.Warning, "Entries of the audit wait in memory until they can be stored: {Reason}")]
    private partial void Waits(string reason);

    [LoggerMessage(3, LogLevel.Information, "Entries of the audit that waited are stored: {Count}.")]
    private partial void Written(int count);

    [LoggerMessage(4, LogLevel.Error, "More entries of the audit wait than can be kept: the oldest go. How many, the audit will say.")]
    private partial void Drops();

    [LoggerMessage(5, LogLevel.Error, "So many entries of the audit went before they could be stored, and it does not say so: {Count}.")]
    private partial void DroppedUntold(int count);

    [LoggerMessage(
        6,
        LogLevel.Error,
        "StreamOps ends, and entries of the audit wait still to be stored, which may not come to it: {Count}."
    )]
    private partial void Left(int count);
}

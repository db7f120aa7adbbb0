using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>Who did what, when and why, with what result.</summary>
/// <param name="store">Where entries stand.</param>
/// <param name="logger">Hears of entries that wait, or are lost.</param>
/// <param name="mostWaiting">So many entries wait in memory for a database that is away.</param>
public sealed class AuditLog(OperationsStore store, ILogger<AuditLog> logger, int mostWaiting = 10_000)
{
    private readonly RefusalShares _refusals = new();
    private readonly WaitingNotes _waiting = new(store, logger, mostWaiting);

    /// <summary>Everything audited for one session, oldest first.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public Task<IReadOnlyList<AuditEntry>> ForSessionAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        store.RunAsync(db => db.AuditOfAsync(session, cancellationToken));

    /// <summary>Commits an entry before what it speaks of is done.</summary>
    /// <exception cref="StoreUnavailableException">It is not committed: do not do it.</exception>
    internal Task AppendAsync(AuditEntry entry) =>
        store.RaceAsync(async db =>
        {
            await db.SaveAsync(entry);
            return true;
        });

    /// <summary>
    /// Commits an entry about what is over and cannot be undone by a full disk; one that cannot be written waits until it can. Of refusals so many as
    /// <see cref="RefusalShares"/> says, and none of somebody without a name.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="page">The hash of the page that brought a refusal about; null where the entry's person did.</param>
    internal async Task NoteAsync(AuditEntry entry, string? page = null)
    {
        if (entry.Step == AuditSteps.Refused)
        {
            if (string.IsNullOrWhiteSpace(entry.Operator) || _refusals.Take(entry, page) is not { } written)
            {
                return;
            }

            entry = written;
        }

        // Whoever writes it later is nobody's browser.
        entry = entry.AskedFrom(AskedFrom.Address);
        if (_waiting.IsAny && _waiting.TryAdd(entry, ""))
        {
            return;
        }

        try
        {
            await AppendAsync(entry);
        }
        catch (StoreUnavailableException exception)
        {
            if (!_waiting.TryAdd(entry, exception.Message))
            {
                _waiting.Lost(entry, exception.Message);
            }
        }
    }

    /// <summary>Waits until an entry waits to be written.</summary>
    internal Task<bool> HasWaitingAsync(CancellationToken cancellationToken) => _waiting.ComeAsync(cancellationToken);

    /// <summary>Writes the entries that wait. One caller at a time.</summary>
    /// <exception cref="StoreUnavailableException">They wait on.</exception>
    internal Task WriteWaitingAsync() => _waiting.WriteAsync();

    /// <summary>The process ends: a last try for those that wait, and then what cannot be written is told to the log.</summary>
    internal async Task EndAsync()
    {
        _waiting.Close();
        try
        {
            await WriteWaitingAsync();
        }
        catch (StoreUnavailableException exception)
        {
            _waiting.GiveUp(exception.Message);
        }
    }

    /// <summary>The process ends while those that wait are being written still: how many that are is told to the log.</summary>
    internal void Leave()
    {
        _waiting.Close();
        _waiting.TellLeft();
    }
}

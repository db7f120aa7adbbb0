using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>Who did what, when and why, with what result.</summary>
public sealed partial class AuditLog(OperationsStore store, ILogger<AuditLog> logger)
{
    private readonly RefusalShares _refusals = new();

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
    /// Commits an entry about what is over and cannot be undone by a full disk; that it failed is logged. Of refusals so many as
    /// <see cref="RefusalShares"/> says, and none of somebody without a name.
    /// </summary>
    internal async Task NoteAsync(AuditEntry entry)
    {
        if (entry.Step == AuditSteps.Refused)
        {
            if (string.IsNullOrWhiteSpace(entry.Operator) || _refusals.Take(entry) is not { } written)
            {
                return;
            }

            entry = written;
        }

        try
        {
            await AppendAsync(entry);
        }
        catch (StoreUnavailableException exception)
        {
            EntryLost(exception.Message, entry.Action, entry.Step, entry.Session?.Id ?? "none");
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The audit entry {Action}: {Outcome} on session {SessionId} could not be stored: {Reason}")]
    private partial void EntryLost(string reason, string action, string outcome, string sessionId);
}

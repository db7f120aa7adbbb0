using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>Audit entries in the store.</summary>
internal static class AuditTable
{
    /// <summary>Adds an entry to what the context saves next.</summary>
    public static void Append(this OperationsDb db, AuditEntry entry) =>
        db.Set<AuditRow>()
            .Add(
                new AuditRow
                {
                    At = entry.At,
                    Operator = Cut(entry.Operator),
                    Action = entry.Action,
                    Outcome = entry.Step,
                    Session = entry.Session.Value,
                    Reason = Cut(entry.Reason),
                    RequestId = Cut(entry.RequestId),
                    AttemptId = entry.AttemptId,
                }
            );

    /// <summary>The entries of one session, oldest first.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> AuditOfAsync(
        this OperationsDb db,
        StreamSessionArn session,
        CancellationToken cancellationToken
    )
    {
        var rows = await db.Set<AuditRow>()
            .AsNoTracking()
            .Where(row => row.Session == session.Value)
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => EntryOf(row, session))];
    }

    private static AuditEntry EntryOf(AuditRow row, StreamSessionArn session) =>
        new()
        {
            At = row.At,
            Operator = row.Operator,
            Action = row.Action,
            Step = row.Outcome,
            Session = session,
            Reason = row.Reason,
            RequestId = row.RequestId,
            AttemptId = row.AttemptId,
        };

    private static string Cut(string text) => text.Length <= OperationsDb.LongestText ? text : text[..OperationsDb.LongestText];
}

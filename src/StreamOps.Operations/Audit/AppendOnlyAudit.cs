using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>Refuses every change to an audit entry that stands.</summary>
internal sealed class AppendOnlyAudit : SaveChangesInterceptor
{
    public static readonly AppendOnlyAudit Instance = new();

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context);
        return base.SavingChanges(eventData, result);
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Check(eventData.Context);
        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    private static void Check(DbContext? context)
    {
        if (context?.ChangeTracker.Entries<AuditRow>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted) == true)
        {
            throw new InvalidOperationException("The audit is append-only: an entry can be neither changed nor deleted.");
        }
    }
}

using Microsoft.EntityFrameworkCore.Diagnostics;

namespace StreamOps.Operations.Store;

/// <summary>A row that is written once: neither changed nor deleted.</summary>
internal interface IAppendOnlyRow;

/// <summary>Refuses every change to an append-only row that stands.</summary>
internal sealed class AppendOnly : SaveChangesInterceptor
{
    public static readonly AppendOnly Instance = new();

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
        if (
            context?.ChangeTracker.Entries<IAppendOnlyRow>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted)
            == true
        )
        {
            throw new InvalidOperationException("The audit is append-only: an entry can be neither changed nor deleted.");
        }
    }
}

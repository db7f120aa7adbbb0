namespace StreamOps.Operations.Store;

/// <summary>A look into a database without starting on it: nothing is written, made or migrated, and another process may be at work on it.</summary>
/// <param name="Store">The store, to read from alone; null where it cannot be read.</param>
/// <param name="WhyNot">Why not, as a sentence; empty where it can.</param>
public sealed record StoreReading(OperationsStore? Store, string WhyNot = "")
{
    /// <summary>Opens the database that the settings name.</summary>
    public static async Task<StoreReading> OfAsync(StoreDatabase database, CancellationToken cancellationToken)
    {
        if (database.WhyNotThere() is { } reason)
        {
            return new(null, reason);
        }

        var store = new OperationsStore(database.ForReading());
        try
        {
            return await store.RunAsync(db => WhyOtherAsync(db, cancellationToken)) is { } other
                ? new(null, $"The database {database.Name} {other}")
                : new(store);
        }
        catch (StoreUnavailableException unavailable)
        {
            return new(null, $"StreamOps cannot read {database.Name}: {unavailable.Message}");
        }
    }

    private static async Task<string?> WhyOtherAsync(OperationsDb db, CancellationToken cancellationToken)
    {
        return await db.IsOfNewerProgramAsync(cancellationToken) ? "was written by a newer StreamOps than this one: use that one."
            : (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? "is an older StreamOps's: start this one on it once, which brings it up to date."
            : null;
    }
}

using Microsoft.Data.Sqlite;

namespace StreamOps.Operations.Store;

/// <summary>A look into a database without starting on it: nothing is written, made or migrated, and another process may be at work on it.</summary>
/// <param name="Store">The store, to read from alone; null where it cannot be read.</param>
/// <param name="WhyNot">Why not, as a sentence; empty where it can.</param>
public sealed record StoreReading(OperationsStore? Store, string WhyNot = "")
{
    /// <summary>Opens the database in a data directory.</summary>
    public static async Task<StoreReading> OfAsync(DataDirectory directory, CancellationToken cancellationToken)
    {
        var file = directory.DatabaseFile;
        if (!File.Exists(file))
        {
            return new(null, $"There is no database {file}. Set StreamOps:DataDirectory to the folder that StreamOps runs on.");
        }

        var store = new OperationsStore(new SqliteOperationsDbFactory(SqliteOperationsDb.OptionsFor(file, SqliteOpenMode.ReadOnly)));
        try
        {
            return await store.RunAsync(db => WhyOtherAsync(db, cancellationToken)) is { } other
                ? new(null, $"The database {file} {other}")
                : new(store);
        }
        catch (StoreUnavailableException unavailable)
        {
            return new(null, $"StreamOps cannot read {file}: {unavailable.Message}");
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

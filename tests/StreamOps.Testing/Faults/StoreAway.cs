using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Store;

namespace StreamOps.Testing.Faults;

/// <summary>A database that is away whenever it is said to be: nothing is read and nothing written then.</summary>
/// <param name="there">The same one while it is there.</param>
public sealed class StoreAway(IDbContextFactory<OperationsDb> there) : IDbContextFactory<OperationsDb>
{
    public Func<bool> Is { get; set; } = () => false;

    public OperationsDb CreateDbContext() =>
        Is() ? throw new StoreUnavailableException("The database is away.", new IOException()) : there.CreateDbContext();
}

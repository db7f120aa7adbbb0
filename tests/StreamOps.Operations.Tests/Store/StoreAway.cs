using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Tests.Store;

/// <summary>A database that is away whenever it is said to be: nothing is read and nothing written then.</summary>
internal sealed class StoreAway(TemporaryStore store) : IDbContextFactory<OperationsDb>
{
    public Func<bool> Is { get; set; } = () => false;

    public OperationsDb CreateDbContext() =>
        Is() ? throw new StoreUnavailableException("The database is away.", new IOException()) : store.Contexts.CreateDbContext();
}

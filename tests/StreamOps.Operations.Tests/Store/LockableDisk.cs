using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Tests.Store;

/// <summary>A disk that can be read-only: the database itself then refuses every write.</summary>
internal sealed class LockableDisk(TemporaryStore store) : IDbContextFactory<OperationsDb>
{
    public bool IsReadOnly { get; set; }

    public OperationsDb CreateDbContext() => (IsReadOnly ? store.ReadOnlyContexts : store.Contexts).CreateDbContext();
}

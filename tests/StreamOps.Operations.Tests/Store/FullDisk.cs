using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Tests.Store;

/// <summary>A disk that can be full: SQLite itself then refuses to let the file grow, with the error of a full disk.</summary>
internal sealed class FullDisk(TemporaryStore store) : IDbContextFactory<OperationsDb>
{
    public bool IsFull { get; set; }

    /// <summary>Full since before the start: the database was never opened, and nothing of it can be read either.</summary>
    public bool IsClosed { get; set; }

    public OperationsDb CreateDbContext()
    {
        if (IsClosed)
        {
            throw new StoreUnavailableException("The disk is full.", new IOException());
        }

        var db = store.Contexts.CreateDbContext();
        db.Database.OpenConnection();
        db.Database.ExecuteSqlRaw(IsFull ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1000000");
        return db;
    }
}

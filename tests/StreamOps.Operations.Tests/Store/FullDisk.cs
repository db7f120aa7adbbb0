using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Tests.Store;

/// <summary>A disk that can be full: the database itself then refuses, with its error of a full disk.</summary>
internal sealed class FullDisk(TemporaryStore store) : IDbContextFactory<OperationsDb>
{
    private readonly Lock _turn = new();

    public bool IsFull
    {
        get;
        set
        {
            lock (_turn)
            {
                if (store.Postgres is { } postgres && field != value)
                {
                    postgres.SetFullAsync(value).GetAwaiter().GetResult();
                }

                field = value;
            }
        }
    }

    /// <summary>Full since before the start: the database was never opened, and nothing of it can be read either.</summary>
    public bool IsClosed { get; set; }

    public OperationsDb CreateDbContext()
    {
        if (IsClosed)
        {
            throw new StoreUnavailableException("The disk is full.", new IOException());
        }

        var db = store.Contexts.CreateDbContext();
        if (store.Postgres is not null)
        {
            return db;
        }

        db.Database.OpenConnection();
        db.Database.ExecuteSqlRaw(IsFull ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1000000");
        return db;
    }
}

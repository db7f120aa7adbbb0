using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Tests.Store;

/// <summary>Contexts of a PostgreSQL database that are counted while they live: a test that moves time by hand holds it still meanwhile.</summary>
internal sealed class WatchedPostgres(string connectionString, WatchedPostgres.Work work) : IDbContextFactory<OperationsDb>
{
    private readonly DbContextOptions<PostgresOperationsDb> _options = PostgresOperationsDb.OptionsFor(connectionString);

    public OperationsDb CreateDbContext() => new Watched(_options, work);

    internal sealed class Work
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Begin() => Interlocked.Increment(ref _count);

        public void End() => Interlocked.Decrement(ref _count);
    }

    private sealed class Watched : PostgresOperationsDb
    {
        private readonly Work _work;

        public Watched(DbContextOptions<PostgresOperationsDb> options, Work work)
            : base(options)
        {
            _work = work;
            work.Begin();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _work.End();
        }

        public override void Dispose()
        {
            base.Dispose();
            _work.End();
        }
    }
}

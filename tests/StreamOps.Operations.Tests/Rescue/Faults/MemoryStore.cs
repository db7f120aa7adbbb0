using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Tests.Rescue.Faults;

/// <summary>A migrated SQLite database in memory that outlives processes, refuses writes and reads when told, and tells each step of an attempt that it committed.</summary>
internal sealed class MemoryStore : IDbContextFactory<OperationsDb>, IDisposable
{
    // https://www.sqlite.org/rescode.html
    private const int InputOutput = 10;
    private const int Full = 13;

    private static readonly Lazy<SqliteConnection> Template = new(Migrated);

    private readonly SqliteConnection _database = new("Data Source=:memory:");
    private readonly DbContextOptions<SqliteOperationsDb> _options;

    private MemoryStore()
    {
        _database.Open();
        lock (Template)
        {
            Template.Value.BackupDatabase(_database);
        }

        _options = new DbContextOptionsBuilder<SqliteOperationsDb>()
            .UseSqlite(_database)
            .AddInterceptors(new Watch(this), new Reads(this))
            .Options;
    }

    /// <summary>Whether every write is refused, as on a full disk.</summary>
    public bool RefusesWrites { get; set; }

    /// <summary>Hears that a write was refused.</summary>
    public Action WriteRefused { get; set; } = () => { };

    /// <summary>Whether every read is refused, as on a disk that fails.</summary>
    public bool RefusesReads { get; set; }

    /// <summary>How many reads go well until one is refused; null where none will be by itself.</summary>
    public int? ReadsBeforeOneFails { get; set; }

    /// <summary>Hears that a read was refused.</summary>
    public Action ReadRefused { get; set; } = () => { };

    /// <summary>Hears of each step of an attempt, from null when it is new, and what else is in the same commit.</summary>
    public Action<RescueAttempt, RescueState?, StepKept> Stepped { get; set; } = (_, _, _) => { };

    public static MemoryStore Create() => new();

    public OperationsDb CreateDbContext() => new SqliteOperationsDb(_options);

    /// <summary>One value, read past everything that is tested.</summary>
    public object? Scalar(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.ExecuteScalar();
    }

    public void Dispose() => _database.Dispose();

    private static SqliteConnection Migrated()
    {
        var template = new SqliteConnection("Data Source=:memory:");
        template.Open();
        using var db = new SqliteOperationsDb(new DbContextOptionsBuilder<SqliteOperationsDb>().UseSqlite(template).Options);
        db.Database.Migrate();
        return template;
    }

    private bool IsReadRefused()
    {
        var isTheOne = ReadsBeforeOneFails == 0;
        ReadsBeforeOneFails = isTheOne ? null : ReadsBeforeOneFails - 1;
        return RefusesReads || isTheOne;
    }

    private sealed class Reads(MemoryStore store) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            // What a write gives back comes by a reader too.
            if (eventData.CommandSource != CommandSource.SaveChanges && store.IsReadRefused())
            {
                store.ReadRefused();
                throw new SqliteException("disk I/O error", InputOutput);
            }

            return ValueTask.FromResult(result);
        }
    }

    /// <summary>Tells a step once it is committed: a read that fails between two writes takes the first one back.</summary>
    private sealed class Watch(MemoryStore store) : SaveChangesInterceptor, IDbTransactionInterceptor
    {
        private readonly List<Action> _saving = [];
        private readonly List<Action> _saved = [];

        public ValueTask<DbTransaction> TransactionStartedAsync(
            DbConnection connection,
            TransactionEndEventData eventData,
            DbTransaction result,
            CancellationToken cancellationToken = default
        )
        {
            // What was left without a word was taken back.
            _saved.Clear();
            return ValueTask.FromResult(result);
        }

        public Task TransactionCommittedAsync(
            DbTransaction transaction,
            TransactionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            Tell();
            return Task.CompletedTask;
        }

        public override ValueTask<int> SavedChangesAsync(
            SaveChangesCompletedEventData eventData,
            int result,
            CancellationToken cancellationToken = default
        )
        {
            _saved.AddRange(_saving);
            _saving.Clear();
            if (eventData.Context!.Database.CurrentTransaction is null)
            {
                Tell();
            }

            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            if (store.RefusesWrites)
            {
                store.WriteRefused();
                throw new SqliteException("database or disk is full", Full);
            }

            _saving.Clear();
            if (eventData.Context!.Database.CurrentTransaction is null)
            {
                _saved.Clear();
            }

            foreach (var entry in eventData.Context!.ChangeTracker.Entries<RescueAttempt>().ToList())
            {
                var hasAudit = eventData.Context.ChangeTracker.Entries<AuditEntry>().Any(audit => audit.State == EntityState.Added);
                var now = entry.CurrentValues.GetValue<RescueState>(nameof(RescueAttempt.State));
                var kept = new StepKept(hasAudit, entry.Property(RescueConfiguration.ProtectedAnswer).CurrentValue is not null);
                var before = entry.OriginalValues.GetValue<RescueState>(nameof(RescueAttempt.State));
                if (entry.State == EntityState.Added)
                {
                    var opened = entry.Entity;
                    _saving.Add(() => store.Stepped(opened, null, kept));
                }
                else if (now != before)
                {
                    var moved = (RescueAttempt)entry.CurrentValues.ToObject();
                    _saving.Add(() => store.Stepped(moved, before, kept));
                }
            }

            return ValueTask.FromResult(result);
        }

        private void Tell()
        {
            _saved.ForEach(step => step());
            _saved.Clear();
        }
    }
}

/// <summary>What is committed with a step of an attempt.</summary>
/// <param name="Audit">Its entry in the audit.</param>
/// <param name="Answer">The answer, of this step or of one before.</param>
internal sealed record StepKept(bool Audit, bool Answer);

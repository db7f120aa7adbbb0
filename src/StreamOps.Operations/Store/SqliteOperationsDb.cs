using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace StreamOps.Operations.Store;

/// <summary>The store in one SQLite file: write-ahead log, one writer after the other, and patience with another program (<see cref="SqlitePatience"/>).</summary>
internal sealed class SqliteOperationsDb(DbContextOptions<SqliteOperationsDb> options) : OperationsDb(options)
{
    // https://www.sqlite.org/rescode.html
    internal const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NotADatabase = 26;
    private const int UniqueConstraint = 2067;
    private const int PrimaryKeyConstraint = 1555;

    /// <summary>The options for one file.</summary>
    public static DbContextOptions<SqliteOperationsDb> OptionsFor(
        string file,
        SqliteOpenMode mode = SqliteOpenMode.ReadWriteCreate,
        SqlitePatience? patience = null
    ) =>
        new DbContextOptionsBuilder<SqliteOperationsDb>()
            .UseSqlite(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    Mode = mode,
                    DefaultTimeout = SqlitePatience.OfProvider,
                }.ToString()
            )
            .AddInterceptors(patience ?? new SqlitePatience())
            .Options;

    /// <summary>Whether the file is sound, by SQLite's own check.</summary>
    public async Task<bool> IsSoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            // No query of the model can ask this.
            var findings = await Database.SqlQueryRaw<string>("PRAGMA quick_check(1)").ToListAsync(cancellationToken);
            return findings is ["ok"];
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return false;
        }
    }

    /// <summary>Sets the file's mode and takes away what a killed migration left. Only for the one process that holds the data directory.</summary>
    internal override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal'", cancellationToken);
        // A migration waits for this table's row to go, without end; the one who put it there is dead.
        // https://learn.microsoft.com/ef/core/providers/sqlite/limitations#concurrent-migrations-protection
        await Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
    }

    /// <summary>Whether a statement failed for want of room on the disk.</summary>
    public static bool IsFull(Exception exception) => SqliteExceptionIn(exception) is { SqliteErrorCode: Full };

    /// <summary>Whether a statement was not begun because somebody else writes.</summary>
    public static bool IsHeldByAnother(SqliteException exception) => exception.SqliteErrorCode is Busy or Locked;

    internal override async Task<IDbContextTransaction> BeginReadAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        // Deferred: it takes no writer's turn, and may be begun in a file that cannot be written.
        var transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await Database.UseTransactionAsync(transaction, cancellationToken))!;
    }

    // Immediate: SQLite gives the turn to write to one at a time.
    private protected override Task<IDbContextTransaction> TakeTurnAsync(CancellationToken cancellationToken) =>
        Database.BeginTransactionAsync(cancellationToken);

    private protected override async Task ProbeAsync(CancellationToken cancellationToken)
    {
        // A number that nobody reads, in the file's head: a write through the log like any other, and no row of the model.
        await Database.ExecuteSqlRawAsync("PRAGMA user_version = 1", cancellationToken);
    }

    internal override string? WhyUnavailable(Exception exception) =>
        SqliteExceptionIn(exception) is { } sqlite
            ? sqlite.SqliteErrorCode switch
            {
                Full => DataDirectory.Full,
                ReadOnly => "The database cannot be written: it is read-only.",
                CannotOpen or InputOutput => "The database file cannot be opened, read or written.",
                Busy when sqlite is SqliteLineException => "What StreamOps itself writes to the database does not come to an end.",
                Busy or Locked => "The database is held by another program.",
                Corrupt or NotADatabase => "The database file is damaged.",
                _ => null,
            }
            : null;

    internal override bool IsUniqueKeyTaken(Exception exception) =>
        SqliteExceptionIn(exception) is { SqliteErrorCode: Constraint, SqliteExtendedErrorCode: UniqueConstraint or PrimaryKeyConstraint };

    private static SqliteException? SqliteExceptionIn(Exception? exception)
    {
        while (exception is not null and not SqliteException)
        {
            exception = exception.InnerException;
        }

        return exception as SqliteException;
    }
}

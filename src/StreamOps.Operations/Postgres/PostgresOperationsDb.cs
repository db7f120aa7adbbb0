using System.Data;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Postgres;

/// <summary>The store in a PostgreSQL database. Texts sort by their bytes and have no limit, as in SQLite.</summary>
#pragma warning disable MA0053 // A test has one of its own.
internal class PostgresOperationsDb(DbContextOptions<PostgresOperationsDb> options) : OperationsDb(options)
#pragma warning restore MA0053
{
    /// <summary>The lock of whoever appends to the record: one at a time, as SQLite has it. Any number, the same in every StreamOps.</summary>
    private const long Writers = 0x5374_7265_616D_0001;

    /// <summary>The options for a database.</summary>
    public static DbContextOptions<PostgresOperationsDb> OptionsFor(string connectionString) =>
        new DbContextOptionsBuilder<PostgresOperationsDb>().UseNpgsql(connectionString).Options;

    internal override Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal override async Task<IDbContextTransaction> BeginReadAsync(CancellationToken cancellationToken)
    {
        var transaction = await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await Database.ExecuteSqlRawAsync("SET TRANSACTION READ ONLY", cancellationToken);
        return transaction;
    }

    private protected override async Task<IDbContextTransaction> TakeTurnAsync(CancellationToken cancellationToken)
    {
        // Read committed: what is read after the lock was given is what the one before left.
        var transaction = await Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        try
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Writers})", cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    private protected override async Task ProbeAsync(CancellationToken cancellationToken)
    {
        // The first is refused where nothing may be written; the second goes through the server's log to its disk, and into no table.
        await Database.ExecuteSqlRawAsync(
            """
            UPDATE "__EFMigrationsHistory" SET "ProductVersion" = "ProductVersion" WHERE FALSE;
            SELECT pg_logical_emit_message(TRUE, 'streamops', '');
            """,
            cancellationToken
        );
    }

    internal override string? WhyUnavailable(Exception exception) => PostgresErrors.WhyUnavailable(exception);

    internal override bool IsUniqueKeyTaken(Exception exception) =>
        PostgresErrors.In(exception) is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    internal override bool IsContended(Exception exception) =>
        PostgresErrors.In(exception)
            is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // PostgreSQL's alone: beside a SQLite file the keys are files.
        modelBuilder.Entity<KeyElementRow>().ToTable("DataProtectionKeys").HasKey(row => row.Id);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if ((property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType) == typeof(string))
            {
                property.SetCollation("C");
                property.SetMaxLength(null);
            }
        }
    }
}

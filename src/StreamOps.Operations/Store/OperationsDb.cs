using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace StreamOps.Operations.Store;

/// <summary>The model of the store; one class below it for each database that can hold it.</summary>
public abstract class OperationsDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Longest text kept of what operators and the service say.</summary>
    internal const int LongestText = 2_000;

    /// <summary>Whether the work on this context set out to write.</summary>
    internal bool IsToWrite { get; set; }

    /// <summary>Whether it wrote something: a row at least, or what <see cref="WriteAsync"/> writes.</summary>
    internal bool HasWritten { get; set; }

    /// <summary>Why this database cannot be used now, as a sentence; null when the exception says something else.</summary>
    internal abstract string? WhyUnavailable(Exception exception);

    /// <summary>Begins to read the database as it stands at one moment, whoever writes meanwhile.</summary>
    internal abstract Task<IDbContextTransaction> BeginReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes something that changes nothing, to see whether it can: in its turn, as all who write. Where the line does not move, no act would come through either.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        IsToWrite = true;
        await using var turn = await TakeTurnAsync(cancellationToken);
        await ProbeAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
        HasWritten = true;
    }

    /// <summary>Begins to write: who else begins to waits until this is committed, so that nobody writes between what is read here and what is written.</summary>
    internal Task<IDbContextTransaction> BeginWriteAsync()
    {
        IsToWrite = true;
        return TakeTurnAsync(CancellationToken.None);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        IsToWrite = true;
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        HasWritten |= rows > 0;
        return rows;
    }

    /// <summary>Before the database is migrated, by the one process that holds it.</summary>
    internal abstract Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Whether a write failed because a unique key is taken.</summary>
    internal abstract bool IsUniqueKeyTaken(Exception exception);

    /// <summary>Whether the database gave this piece of work up because another one was in its way: it may be done anew.</summary>
    internal virtual bool IsContended(Exception exception) => false;

    /// <summary>Whether the database has migrations that this program does not know: a newer one wrote it.</summary>
    internal async Task<bool> IsOfNewerProgramAsync(CancellationToken cancellationToken)
    {
        var applied = await Database.GetAppliedMigrationsAsync(cancellationToken);
        return applied.Except(Database.GetMigrations(), StringComparer.Ordinal).Any();
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.AddInterceptors(AppendOnly.Instance, WholeText.Instance, WritesInPlace.Instance);

    /// <inheritdoc cref="WriteAsync"/>
    private protected abstract Task ProbeAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="BeginWriteAsync"/>
    private protected abstract Task<IDbContextTransaction> TakeTurnAsync(CancellationToken cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Ticks of UTC sort as times do, in every database.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<long>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    /// <summary>Each slice brings the tables that it owns.</summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OperationsDb).Assembly);

    private sealed class UtcTicks()
        : ValueConverter<DateTimeOffset, long>(value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

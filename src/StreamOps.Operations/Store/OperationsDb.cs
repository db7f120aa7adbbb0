using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Links;

namespace StreamOps.Operations.Store;

/// <summary>The model of the store; one class below it for each database that can hold it.</summary>
internal abstract class OperationsDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Longest text kept of what operators and the service say.</summary>
    public const int LongestText = 2_000;

    public DbSet<RescueRow> Rescues => Set<RescueRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<OfferUseRow> OfferUses => Set<OfferUseRow>();

    public DbSet<LinkRow> Links => Set<LinkRow>();

    public DbSet<StandByRow> StandBys => Set<StandByRow>();

    public DbSet<KeyRow> Keys => Set<KeyRow>();

    public DbSet<EpisodeRow> Episodes => Set<EpisodeRow>();

    public DbSet<SeenStatusRow> SeenStatuses => Set<SeenStatusRow>();

    /// <summary>Why this database cannot be used now, as a sentence; null when the exception says something else.</summary>
    public abstract string? WhyUnavailable(Exception exception);

    /// <summary>Writes something that changes nothing, to see whether it can.</summary>
    public abstract Task WriteAsync(CancellationToken cancellationToken);

    /// <summary>Whether a write failed because a unique key is taken.</summary>
    public abstract bool IsUniqueKeyTaken(Exception exception);

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.AddInterceptors(AppendOnlyAudit.Instance);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Ticks of UTC sort as times do, in every database.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<long>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RescueRow>(rescue =>
        {
            rescue.ToTable("Rescues").HasKey(row => row.Id);
            rescue.Property(row => row.Version).IsConcurrencyToken();
            rescue.Property(row => row.Reason).HasMaxLength(LongestText);
            // At most one open rescue for each session and window.
            rescue.HasIndex(row => new { row.Session, row.WindowEpoch }).IsUnique().HasFilter("\"EndedAt\" IS NULL");
            rescue.HasIndex(row => row.EndedAt);
            rescue.HasIndex(row => new { row.Session, row.PageHash });
        });
        modelBuilder.Entity<LinkRow>(link =>
        {
            link.ToTable("Links").HasKey(row => row.Id);
            link.Property(row => row.Version).IsConcurrencyToken();
            link.HasIndex(row => row.SecretHash).IsUnique();
            link.HasIndex(row => row.CodeHash).IsUnique();
            // One link for each session, whoever makes it.
            link.HasIndex(row => row.Session).IsUnique().HasFilter("\"IsNewest\"");
        });
        modelBuilder.Entity<StandByRow>(standBy =>
        {
            standBy.ToTable("StandBys").HasKey(row => row.TicketHash);
            standBy.HasIndex(row => row.Expires);
        });
        modelBuilder.Entity<KeyRow>().ToTable("Keys").HasKey(row => row.Name);
        modelBuilder.Entity<AuditRow>(audit =>
        {
            audit.ToTable("Audit").HasKey(row => row.Id);
            audit.Property(row => row.Reason).HasMaxLength(LongestText);
            audit.HasIndex(row => new { row.Session, row.Id });
        });
        modelBuilder.Entity<OfferUseRow>(use =>
        {
            use.ToTable("OfferUses").HasKey(row => row.Hash);
            use.HasIndex(row => row.SeenAt);
        });
        modelBuilder.Entity<EpisodeRow>(episode =>
        {
            episode.ToTable("Episodes").HasKey(row => new { row.Session, row.Epoch });
            episode.HasIndex(row => row.EndedAt);
        });
        modelBuilder.Entity<SeenStatusRow>(seen =>
        {
            seen.ToTable("SeenStatuses").HasKey(row => row.Id);
            seen.HasIndex(row => new { row.Session, row.Id });
            seen.HasIndex(row => row.BeganLatest);
        });
    }

    private sealed class UtcTicks()
        : ValueConverter<DateTimeOffset, long>(value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

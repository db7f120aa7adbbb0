using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Episodes;

/// <summary>One episode with its running window's bounds, in service time.</summary>
internal sealed class EpisodeRow
{
    public required string Session { get; init; }
    public long Epoch { get; init; }
    public required string UserId { get; init; }
    public required string ApplicationArn { get; init; }
    public required string Location { get; init; }
    public DateTimeOffset LostAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public EpisodeOutcome Outcome { get; set; }
    public string StatusReason { get; set; } = "";
    public WindowKind Kind { get; set; }
    public DateTimeOffset EnteredEarliest { get; set; }
    public DateTimeOffset EnteredExpected { get; set; }
    public DateTimeOffset EnteredLatest { get; set; }
    public TimeSpan? ConnectionTimeout { get; set; }
}

/// <summary>The table of <see cref="EpisodeRow"/>.</summary>
internal sealed class EpisodeRowConfiguration : IEntityTypeConfiguration<EpisodeRow>
{
    public void Configure(EntityTypeBuilder<EpisodeRow> builder)
    {
        builder.ToTable("Episodes").HasKey(row => new { row.Session, row.Epoch });
        builder.HasIndex(row => row.EndedAt);
    }
}

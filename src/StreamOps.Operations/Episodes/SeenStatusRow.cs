using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StreamOps.Operations.Episodes;

/// <summary>One status that was seen, with the bounds of its beginning in service time.</summary>
internal sealed class SeenStatusRow
{
    public long Id { get; init; }
    public required string Session { get; init; }
    public required string Status { get; init; }
    public required string StatusReason { get; init; }
    public DateTimeOffset BeganEarliest { get; init; }
    public DateTimeOffset BeganExpected { get; init; }
    public DateTimeOffset BeganLatest { get; init; }
}

/// <summary>The table of <see cref="SeenStatusRow"/>.</summary>
internal sealed class SeenStatusRowConfiguration : IEntityTypeConfiguration<SeenStatusRow>
{
    public void Configure(EntityTypeBuilder<SeenStatusRow> builder)
    {
        builder.ToTable("SeenStatuses").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.Session, row.Id });
        builder.HasIndex(row => row.BeganLatest);
    }
}

using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StreamOps.Operations.StandBy;

/// <summary>A ticket of a page that stands by, bound to the first page that used it. Holds hashes alone.</summary>
internal sealed class StandByRow
{
    public required string TicketHash { get; init; }
    public required string PageHash { get; init; }
    public DateTimeOffset Expires { get; init; }
}

internal sealed class StandByRowConfiguration : IEntityTypeConfiguration<StandByRow>
{
    public void Configure(EntityTypeBuilder<StandByRow> builder)
    {
        builder.ToTable("StandBys").HasKey(row => row.TicketHash);
        builder.HasIndex(row => row.Expires);
    }
}

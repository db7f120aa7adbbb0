using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StreamOps.Operations.Offers;

/// <summary>Where an offer was seen first or, once it was sent, where that was. Holds its hash alone.</summary>
internal sealed class OfferUseRow
{
    public required string Hash { get; init; }
    public required string Session { get; init; }
    public DateTimeOffset SeenAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }
}

/// <summary>The table of <see cref="OfferUseRow"/>.</summary>
internal sealed class OfferUseRowConfiguration : IEntityTypeConfiguration<OfferUseRow>
{
    public void Configure(EntityTypeBuilder<OfferUseRow> builder)
    {
        builder.ToTable("OfferUses").HasKey(row => row.Hash);
        builder.HasIndex(row => row.SeenAt);
    }
}

using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StreamOps.Operations.Claims;

/// <summary>The table of claims: one row for each session and episode, by its key, whoever holds it.</summary>
internal sealed class ClaimConfiguration : IEntityTypeConfiguration<Claim>
{
    public void Configure(EntityTypeBuilder<Claim> builder)
    {
        // Two who are first at the same time cannot both be.
        builder.ToTable("Claims").HasKey(claim => new { claim.Session, claim.WindowEpoch });
        builder.Property(claim => claim.Session).HasConversion(session => session.Value, text => StreamSessionArn.Parse(text));
        builder.Ignore(claim => claim.By);
        builder.Ignore(claim => claim.TakenFrom);
        builder.Ignore(claim => claim.OfferFrom);
        builder.Ignore(claim => claim.DeclinedTo);
        builder.Property(claim => claim.WindowEpoch).ValueGeneratedNever();
        builder.Property(claim => claim.OperatorSubject);
        builder.Property(claim => claim.OperatorRole);
        builder.Property(claim => claim.TakenFromName);
        builder.Property(claim => claim.TakenFromSubject);
        builder.Property(claim => claim.OfferFromName);
        builder.Property(claim => claim.OfferFromSubject);
        builder.Property(claim => claim.OfferFromRole);
        builder.Property(claim => claim.WaitingOffer);
        // Nor two who take the same step of one that stands.
        builder.Property(claim => claim.Version).IsConcurrencyToken();
        builder.HasIndex(claim => claim.Until);
    }
}

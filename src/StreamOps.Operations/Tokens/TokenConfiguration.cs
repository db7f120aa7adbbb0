using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StreamOps.Operations.Tokens;

/// <summary>The table of access tokens. Those that are over stay, so that a lead can read what there was.</summary>
internal sealed class TokenConfiguration : IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<AccessToken> builder)
    {
        builder.ToTable("Tokens").HasKey(token => token.Id);
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.Property(token => token.Hash).IsRequired();
        builder.Ignore(token => token.Sees);
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasIndex(token => token.MadeAt);
    }
}

using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StreamOps.Operations.Secrets;

/// <summary>A random key of ours, encrypted with keys that stand outside of the store.</summary>
internal sealed class KeyRow
{
    public required string Name { get; init; }
    public required byte[] ProtectedKey { get; init; }
}

internal sealed class KeyRowConfiguration : IEntityTypeConfiguration<KeyRow>
{
    public void Configure(EntityTypeBuilder<KeyRow> builder)
    {
        builder.ToTable("Keys").HasKey(row => row.Name);
    }
}

using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StreamOps.Operations.Links;

/// <summary>The table of rescue links. Beside what operators see it has what opens them: as hashes alone, and known to the ledger alone.</summary>
internal sealed class LinkConfiguration : IEntityTypeConfiguration<RescueLink>
{
    internal const string SecretHash = "SecretHash";

    /// <summary>Keyed; null once a newer link stands, so that its six characters are free again.</summary>
    internal const string CodeHash = "CodeHash";

    /// <summary>Whether it is the newest of its session: there is one, by a unique index.</summary>
    internal const string IsNewest = "IsNewest";

    public void Configure(EntityTypeBuilder<RescueLink> builder)
    {
        builder.ToTable("Links").HasKey(link => link.Id);
        builder.Property(link => link.Session).HasConversion(session => session.Value, text => StreamSessionArn.Parse(text));
        builder.Property<string>(SecretHash).IsRequired();
        builder.Property<string?>(CodeHash);
        builder.Property<bool>(IsNewest);
        builder.Property(link => link.OperatorSubject);
        builder.Property(link => link.OperatorRole);
        builder.Ignore(link => link.By);
        builder.Property(link => link.PageHash);
        builder.Property(link => link.OpenedPageHash);
        builder.Property(link => link.SecondPageHash);
        builder.Property(link => link.WaitingOffer);
        builder.Property(link => link.Notes);
        // Two browsers cannot both spend the link.
        builder.Property(link => link.Version).IsConcurrencyToken();
        builder.HasIndex(SecretHash).IsUnique();
        builder.HasIndex(CodeHash).IsUnique();
        // One link for each session, whoever makes it.
        builder.HasIndex(link => link.Session).IsUnique().HasFilter("\"IsNewest\"");
    }
}

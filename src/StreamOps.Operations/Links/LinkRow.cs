using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StreamOps.Operations.Pages;

namespace StreamOps.Operations.Links;

/// <summary>One rescue link. Secrets and keys are in it as hashes alone, an offer that waits is encrypted.</summary>
internal sealed class LinkRow
{
    public Guid Id { get; init; }
    public required string Session { get; init; }
    public long WindowEpoch { get; init; }
    public required string Operator { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? KnownDeadline { get; init; }
    public required string SecretHash { get; init; }

    /// <summary>Keyed; null once a newer link stands, so that its six characters are free again.</summary>
    public string? CodeHash { get; set; }

    /// <summary>Whether it is the newest of its session: there is one, by a unique index.</summary>
    public bool IsNewest { get; set; }
    public DateTimeOffset? OpenedAt { get; set; }
    public string Browser { get; set; } = "";
    public string? OpenedPageHash { get; set; }
    public DateTimeOffset? SpentAt { get; set; }
    public string? PageHash { get; set; }
    public DateTimeOffset? SecondBrowserAt { get; set; }
    public string SecondBrowser { get; set; } = "";
    public string? SecondPageHash { get; set; }
    public int Notes { get; set; }
    public DateTimeOffset? OfferHealthyAt { get; set; }
    public string OfferStop { get; set; } = "";
    public string OfferStopRule { get; set; } = "";
    public byte[]? WaitingOffer { get; set; }
    public PlayerTrouble Trouble { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    public string RevokedBy { get; set; } = "";

    /// <summary>Grows with every write: two browsers cannot both spend the link.</summary>
    public int Version { get; set; }
}

/// <summary>The table of <see cref="LinkRow"/>.</summary>
internal sealed class LinkRowConfiguration : IEntityTypeConfiguration<LinkRow>
{
    public void Configure(EntityTypeBuilder<LinkRow> builder)
    {
        builder.ToTable("Links").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.SecretHash).IsUnique();
        builder.HasIndex(row => row.CodeHash).IsUnique();
        // One link for each session, whoever makes it.
        builder.HasIndex(row => row.Session).IsUnique().HasFilter("\"IsNewest\"");
    }
}

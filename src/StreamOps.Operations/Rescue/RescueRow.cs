using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Rescue;

/// <summary>One rescue attempt. Offer and answer are encrypted, and null once erased.</summary>
internal sealed class RescueRow
{
    public Guid Id { get; init; }
    public required string Session { get; init; }
    public long WindowEpoch { get; init; }
    public int Number { get; init; }
    public required string ClientToken { get; init; }
    public required string Operator { get; init; }
    public RescueState State { get; set; }
    public string Reason { get; set; } = "";
    public string? Error { get; set; }
    public string RequestId { get; set; } = "";
    public int Calls { get; set; }
    public DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public DateTimeOffset Deadline { get; set; }
    public DateTimeOffset WindowEndsAt { get; init; }
    public required string OfferHash { get; init; }
    public byte[]? ProtectedOffer { get; set; }
    public byte[]? ProtectedAnswer { get; set; }
    public OfferSource Source { get; init; }
    public Guid? LinkId { get; init; }
    public string? PageHash { get; init; }
    public string Purpose { get; init; } = "";
    public DateTimeOffset? AnswerAppliedAt { get; set; }
    public DateTimeOffset? PictureAt { get; set; }

    /// <summary>Grows with every write: two writers cannot both take the same step.</summary>
    public int Version { get; set; }
}

/// <summary>The table of <see cref="RescueRow"/>.</summary>
internal sealed class RescueRowConfiguration : IEntityTypeConfiguration<RescueRow>
{
    public void Configure(EntityTypeBuilder<RescueRow> builder)
    {
        builder.ToTable("Rescues").HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Property(row => row.Reason).HasMaxLength(OperationsDb.LongestText);
        // At most one open rescue for each session and window.
        builder.HasIndex(row => new { row.Session, row.WindowEpoch }).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        builder.HasIndex(row => row.EndedAt);
        builder.HasIndex(row => new { row.Session, row.PageHash });
    }
}

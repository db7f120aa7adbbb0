using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Attempts;

/// <summary>The table of attempts. Offer and answer, encrypted and null once erased, are beside the attempt and known to the ledger alone.</summary>
internal sealed class RescueConfiguration : IEntityTypeConfiguration<RescueAttempt>
{
    internal const string WindowEndsAt = "WindowEndsAt";
    internal const string OfferHash = "OfferHash";
    internal const string ProtectedOffer = "ProtectedOffer";
    internal const string ProtectedAnswer = "ProtectedAnswer";

    public void Configure(EntityTypeBuilder<RescueAttempt> builder)
    {
        builder.ToTable("Rescues").HasKey(attempt => attempt.Id);
        builder.Property(attempt => attempt.Session).HasConversion(session => session.Value, text => StreamSessionArn.Parse(text));
        builder
            .Property(attempt => attempt.Error)
            .HasConversion(new ValueConverter<ApiErrorCode, string>(error => error.Value, text => new ApiErrorCode(text)));
        builder.Property<DateTimeOffset>(WindowEndsAt);
        builder.Property<string>(OfferHash).IsRequired();
        builder.Property<byte[]?>(ProtectedOffer);
        builder.Property<byte[]?>(ProtectedAnswer);
        builder.Property(attempt => attempt.OperatorSubject);
        builder.Property(attempt => attempt.OperatorRole);
        builder.Ignore(attempt => attempt.By);
        builder.Property(attempt => attempt.PageHash);
        builder.Property(attempt => attempt.Purpose);
        // Two writers cannot both take the same step.
        builder.Property(attempt => attempt.Version).IsConcurrencyToken();
        builder.Property(attempt => attempt.Reason).HasMaxLength(OperationsDb.LongestText);
        builder.Ignore(attempt => attempt.IsCalling);
        builder.Ignore(attempt => attempt.Consent);
        // At most one open rescue for each session and window.
        builder.HasIndex(attempt => new { attempt.Session, attempt.WindowEpoch }).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        builder.HasIndex(attempt => attempt.EndedAt);
        builder.HasIndex(attempt => new { attempt.Session, attempt.PageHash });
    }
}

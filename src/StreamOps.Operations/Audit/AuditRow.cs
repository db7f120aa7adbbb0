using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>One entry of the audit. Never changed, never deleted.</summary>
internal sealed class AuditRow : IAppendOnlyRow
{
    public long Id { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Operator { get; init; }
    public required string Action { get; init; }
    public required string Outcome { get; init; }
    public required string Session { get; init; }
    public required string Reason { get; init; }
    public required string RequestId { get; init; }
    public Guid? AttemptId { get; init; }
}

/// <summary>The table of <see cref="AuditRow"/>.</summary>
internal sealed class AuditRowConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("Audit").HasKey(row => row.Id);
        builder.Property(row => row.Reason).HasMaxLength(OperationsDb.LongestText);
        builder.HasIndex(row => new { row.Session, row.Id });
    }
}

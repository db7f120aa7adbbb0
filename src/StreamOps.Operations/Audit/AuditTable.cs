using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>The table of audit entries. None is ever changed or deleted.</summary>
internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    /// <summary>Grows with each entry; known to the store alone.</summary>
    internal const string Id = "Id";

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("Audit").Property<long>(Id);
        builder.HasKey(Id);
        builder.Property(entry => entry.Session).HasConversion(session => session.Value, text => StreamSessionArn.Parse(text));
        builder.Property(entry => entry.Step).HasColumnName("Outcome");
        builder.Property(entry => entry.Reason).HasMaxLength(OperationsDb.LongestText);
        builder.HasIndex(nameof(AuditEntry.Session), Id);
    }
}

internal static class AuditTable
{
    /// <summary>Adds an entry to what the context saves next.</summary>
    public static void Append(this OperationsDb db, AuditEntry entry) =>
        db.Set<AuditEntry>()
            .Add(entry with { Operator = Cut(entry.Operator), Reason = Cut(entry.Reason), RequestId = Cut(entry.RequestId) });

    /// <summary>The entries of one session, oldest first.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> AuditOfAsync(
        this OperationsDb db,
        StreamSessionArn session,
        CancellationToken cancellationToken
    ) =>
        await db.Set<AuditEntry>()
            .AsNoTracking()
            .Where(entry => entry.Session == session)
            .OrderBy(entry => EF.Property<long>(entry, AuditConfiguration.Id))
            .ToListAsync(cancellationToken);

    private static string Cut(string text) => text.Length <= OperationsDb.LongestText ? text : text[..OperationsDb.LongestText];
}

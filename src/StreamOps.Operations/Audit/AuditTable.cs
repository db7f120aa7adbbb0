using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>The table of audit entries. None is ever changed; whole old days go, and leave a stub (<see cref="AuditRetention"/>).</summary>
internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    /// <summary>The entry's number in the chain: one more than the entry before. Its key, so that no two follow the same one.</summary>
    internal const string Id = nameof(AuditRow.Id);

    /// <summary>SHA-256 of the entry and of the hash before it; null in entries from before there was a chain.</summary>
    internal const string Hash = nameof(AuditRow.Hash);

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("Audit").Property<long>(Id);
        builder.HasKey(Id);
        builder.Property<byte[]?>(Hash);
        builder.Ignore(entry => entry.By);
        builder
            .Property(entry => entry.Session)
            .HasConversion(new ValueConverter<StreamSessionArn, string>(session => session.Value, text => StreamSessionArn.Parse(text)));
        builder.Property(entry => entry.Step).HasColumnName(nameof(AuditRow.Outcome));
        builder.Property(entry => entry.Reason).HasMaxLength(OperationsDb.LongestText);
        builder.HasIndex(nameof(AuditEntry.Session), Id);
        // What the audit is asked by, newest first.
        builder.HasIndex(nameof(AuditEntry.Operator), Id);
        builder.HasIndex(nameof(AuditEntry.Subject), Id);
        builder.HasIndex(nameof(AuditEntry.Action), Id);
        builder.HasIndex(nameof(AuditEntry.Step), Id);
        builder.HasIndex(nameof(AuditEntry.At), Id);
    }
}

internal static class AuditTable
{
    /// <summary>Saves what the context holds, and with it an entry at the chain's end, in one transaction: the one under way, or one of its own.</summary>
    /// <param name="db">The context.</param>
    /// <param name="entry">The entry; null where there is nothing to say.</param>
    /// <exception cref="DbUpdateException">Somebody else wrote the next entry in between: nothing was written.</exception>
    public static async Task SaveAsync(this OperationsDb db, AuditEntry? entry)
    {
        if (entry is null)
        {
            await db.SaveChangesAsync();
            return;
        }

        // Begun before the chain's end is looked at: who appends as well waits for it.
        await using var own = db.Database.CurrentTransaction is null ? await db.BeginWriteAsync() : null;
        var kept = Kept(entry);
        var row = AuditRow.Of(kept, AuditChain.NextTo(await EndAsync(db), out var link));
        var added = db.Set<AuditEntry>().Add(kept);
        added.Property<long>(AuditConfiguration.Id).CurrentValue = row.Id;
        added.Property<byte[]?>(AuditConfiguration.Hash).CurrentValue = row.HashAfter(link);
        await db.SaveChangesAsync();
        if (own is not null)
        {
            await own.CommitAsync();
        }
    }

    /// <summary>Whether an entry stands already, as it would be kept.</summary>
    public static async Task<bool> HasAuditAsync(this OperationsDb db, AuditEntry entry)
    {
        var kept = Kept(entry);
        return (await db.Set<AuditEntry>().AsNoTracking().Where(other => other.At == kept.At).ToListAsync()).Contains(kept);
    }

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

    /// <summary>Every entry by the bare values of its columns.</summary>
    public static IQueryable<AuditRow> AuditRows(this OperationsDb db) => db.Database.SqlQueryRaw<AuditRow>(AuditRow.Query);

    /// <summary>The stub of the last cut; null while nothing was cut.</summary>
    public static Task<AuditStub?> NewestStubAsync(this OperationsDb db, CancellationToken cancellationToken) =>
        db.Set<AuditStub>().AsNoTracking().OrderByDescending(stub => stub.Sequence).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Takes away the entries up to one, which only a stub in the same transaction allows.</summary>
    public static Task<int> DeleteAuditThroughAsync(this OperationsDb db, long sequence, CancellationToken cancellationToken) =>
        db.Set<AuditEntry>()
            .Where(entry => EF.Property<long>(entry, AuditConfiguration.Id) <= sequence)
            .ExecuteDeleteAsync(cancellationToken);

    /// <summary>The chain, gone to its end.</summary>
    private static async Task<AuditChain> EndAsync(OperationsDb db)
    {
        var newest = await db.AuditRows().OrderByDescending(row => row.Id).FirstOrDefaultAsync();
        if (newest?.Hash is not null)
        {
            return AuditChain.EndingWith(newest);
        }

        // Before the first entry that is chained: once, all from before are gone through.
        var chain = AuditChain.After(await db.NewestStubAsync(CancellationToken.None));
        await foreach (var row in db.AuditRows().OrderBy(row => row.Id).AsAsyncEnumerable())
        {
            chain.Take(row);
        }

        return chain;
    }

    private static AuditEntry Kept(AuditEntry entry) =>
        entry with
        {
            Operator = StoredText.Of(entry.Operator),
            Subject = StoredText.OfMaybe(entry.Subject),
            Role = StoredText.OfMaybe(entry.Role),
            Reason = StoredText.Of(entry.Reason),
            RequestId = StoredText.Of(entry.RequestId),
            ClientToken = StoredText.OfMaybe(entry.ClientToken),
            Address = StoredText.OfMaybe(entry.Address ?? AskedFrom.Address),
        };
}

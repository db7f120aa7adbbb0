using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>What stands for entries that were cut from the old end, signed. The rest of the chain goes on from it.</summary>
public sealed record AuditStub : IAppendOnlyRow
{
    private static readonly byte[] Version = "streamops.audit.stub.1\n"u8.ToArray();

    /// <summary>The last entry that it stands for.</summary>
    public required long Sequence { get; init; }

    /// <summary>How many entries, down from that one.</summary>
    public required long Count { get; init; }

    /// <summary>When the first of them was written, in ticks of UTC: a number, since a hand in the database may put anything here.</summary>
    public required long FirstAt { get; init; }

    /// <summary>When the last of them was written, in ticks of UTC.</summary>
    public required long LastAt { get; init; }

    /// <summary>When they were cut, in ticks of UTC.</summary>
    public required long CutAt { get; init; }

    /// <summary>What the next entry is linked to: 32 bytes.</summary>
    public required byte[] LastHash { get; init; }

    /// <summary>Whether the last of them had a hash of its own.</summary>
    public required bool HasChainBegun { get; init; }

    /// <summary>Which key signed it, as <see cref="AuditKeys"/> names it.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>HMAC-SHA256 over all the rest.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>The same, signed.</summary>
    internal AuditStub Signed(AuditKey key) => this with { KeyId = key.Id, Signature = HMACSHA256.HashData(key.Bytes, Content(key.Id)) };

    /// <summary>Whether the key signed this, as it stands.</summary>
    internal bool IsSignedBy(AuditKey key) =>
        LastHash.Length == AuditChain.HashBytes
        && CryptographicOperations.FixedTimeEquals(Signature, HMACSHA256.HashData(key.Bytes, Content(key.Id)));

    private byte[] Content(string keyId)
    {
        var id = Encoding.UTF8.GetBytes(keyId);
        var numbers = new[] { Sequence, Count, FirstAt, LastAt, CutAt, HasChainBegun ? 1 : 0, id.Length };
        var bytes = new byte[numbers.Length * sizeof(long)];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * sizeof(long)), numbers[i]);
        }

        return [.. Version, .. bytes, .. id, .. LastHash];
    }
}

/// <summary>What is cut at once: how many entries, and times in ticks of UTC.</summary>
internal sealed record AuditCut(long Count, long FirstAt, long LastAt, long CutAt);

internal sealed class AuditStubConfiguration : IEntityTypeConfiguration<AuditStub>
{
    public void Configure(EntityTypeBuilder<AuditStub> builder)
    {
        builder.ToTable("AuditStubs").HasKey(stub => stub.Sequence);
        builder.Property(stub => stub.Sequence).ValueGeneratedNever();
    }
}

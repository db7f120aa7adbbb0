using System.Buffers.Binary;

namespace StreamOps.Operations.Audit;

/// <summary>Goes along the chain of entries, oldest first, and knows by what the next one must be linked.</summary>
/// <remarks>
/// Entries from before there was a chain have no hash of their own. The first entry that has one is linked to a hash over all of them and their number, so
/// that none of them can be changed either, and no later entry can be passed off as one of them.
/// </remarks>
internal sealed class AuditChain
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    private static readonly byte[] Version = "streamops.audit.begin.1\n"u8.ToArray();

    private byte[] _link;
    private bool _hasBegun;

    private AuditChain(long sequence, byte[] link, bool hasBegun) => (Sequence, _link, _hasBegun) = (sequence, link, hasBegun);

    /// <summary>The last entry that was taken, or that a stub stands for; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>How many entries without a hash of their own were taken.</summary>
    public long Unchained { get; private set; }

    /// <summary>The last entry's number, and the hash that the next one is linked to.</summary>
    public AuditMark End => new(Sequence, Convert.ToHexStringLower(Link));

    private byte[] Link => _hasBegun ? _link : Begin();

    /// <summary>From where a stub leaves off; from the very beginning without one.</summary>
    public static AuditChain After(AuditStub? stub) =>
        stub is null ? new(0, new byte[HashBytes], hasBegun: false) : new(stub.Sequence, stub.LastHash, stub.HasChainBegun);

    /// <summary>From an entry that is taken as it stands.</summary>
    public static AuditChain EndingWith(AuditRow row) => new(row.Id, row.Hash!, hasBegun: true);

    /// <summary>The number of the entry that comes next.</summary>
    /// <param name="chain">The chain, gone to its end.</param>
    /// <param name="link">What that entry is linked to.</param>
    public static long NextTo(AuditChain chain, out byte[] link)
    {
        link = chain.Link;
        return chain.Sequence + 1;
    }

    /// <summary>A stub for everything that was taken so far.</summary>
    /// <param name="cut">What is cut: how many, from when to when, and when it is cut.</param>
    public AuditStub Stub(AuditCut cut) =>
        new()
        {
            Sequence = Sequence,
            Count = cut.Count,
            FirstAt = cut.FirstAt,
            LastAt = cut.LastAt,
            CutAt = cut.CutAt,
            LastHash = _link,
            HasChainBegun = _hasBegun,
        };

    /// <summary>Takes the next entry.</summary>
    /// <returns>What is wrong with it; null when it is the one that was written.</returns>
    public AuditFaultKind? Take(AuditRow row)
    {
        if (row.Id != Sequence + 1)
        {
            return AuditFaultKind.Missing;
        }

        if (row.Hash is null)
        {
            if (_hasBegun)
            {
                return AuditFaultKind.Unlinked;
            }

            _link = row.HashAfter(_link);
            Unchained++;
        }
        else
        {
            if (!row.HashAfter(Link).AsSpan().SequenceEqual(row.Hash))
            {
                return AuditFaultKind.Altered;
            }

            (_link, _hasBegun) = (row.Hash, true);
        }

        Sequence = row.Id;
        return null;
    }

    private byte[] Begin()
    {
        var sequence = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(sequence, Sequence);
        return SHA256.HashData([.. Version, .. sequence, .. _link]);
    }
}

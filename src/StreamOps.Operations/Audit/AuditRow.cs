using System.Buffers.Binary;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>An entry by the bare values of its columns: what is hashed. After a hand in the database a column may hold anything, or nothing.</summary>
internal sealed record AuditRow
{
    /// <summary>Reads every entry.</summary>
    public const string Query = """
        SELECT "Id", "At", "Operator", "Subject", "Role", "Action", "Outcome", "Session", "Reason", "RequestId", "ClientToken", "Address",
            CAST("AttemptId" AS TEXT) AS "AttemptId", "Hash"
        FROM "Audit"
        """;

    // Names what is hashed and how: another form of entry is another version.
    private static readonly byte[] Version = "streamops.audit.entry.1\n"u8.ToArray();

    public long Id { get; init; }

    /// <summary>Ticks of UTC.</summary>
    public long? At { get; init; }

    public string? Operator { get; init; }
    public string? Subject { get; init; }
    public string? Role { get; init; }
    public string? Action { get; init; }
    public string? Outcome { get; init; }
    public string? Session { get; init; }
    public string? Reason { get; init; }
    public string? RequestId { get; init; }
    public string? ClientToken { get; init; }
    public string? Address { get; init; }
    public string? AttemptId { get; init; }
    public byte[]? Hash { get; init; }

    /// <summary>When; null where the column holds no time.</summary>
    public DateTimeOffset? Time =>
        At is { } ticks && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The attempt, written in one way whatever the database makes of a GUID; as it stands where it is none.</summary>
    public string? Attempt => Guid.TryParse(AttemptId, out var id) ? id.ToString() : AttemptId;

    /// <summary>An entry as it will stand.</summary>
    public static AuditRow Of(AuditEntry entry, long id) =>
        new()
        {
            Id = id,
            At = entry.At.UtcTicks,
            Operator = entry.Operator,
            Subject = entry.Subject,
            Role = entry.Role,
            Action = entry.Action,
            Outcome = entry.Step,
            Session = entry.Session is { } session ? StoredText.Whole(session.Value) : null,
            Reason = entry.Reason,
            RequestId = entry.RequestId,
            ClientToken = entry.ClientToken,
            Address = entry.Address,
            AttemptId = entry.AttemptId?.ToString(),
        };

    /// <summary>SHA-256 over the version's name, the hash before, and every column but the hash: each with whether it is there, and texts with their length.</summary>
    public byte[] HashAfter(byte[] link)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Version);
        Bytes(hash, link);
        Number(hash, Id);
        Number(hash, At);
        foreach (var text in new[] { Operator, Subject, Role, Action, Outcome, Session, Reason, RequestId, ClientToken, Address, Attempt })
        {
            Bytes(hash, text is null ? null : Encoding.UTF8.GetBytes(text));
        }

        return hash.GetHashAndReset();
    }

    private static void Number(IncrementalHash hash, long? number)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(long)];
        bytes[0] = number is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], number ?? 0);
        hash.AppendData(bytes);
    }

    private static void Bytes(IncrementalHash hash, byte[]? bytes)
    {
        Number(hash, bytes?.Length);
        hash.AppendData(bytes ?? []);
    }
}

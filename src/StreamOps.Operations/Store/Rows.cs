using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.Store;

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

/// <summary>One entry of the audit. Never changed, never deleted.</summary>
internal sealed class AuditRow
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

/// <summary>Where an offer was seen first or, once it was sent, where that was. Holds its hash alone.</summary>
internal sealed class OfferUseRow
{
    public required string Hash { get; init; }
    public required string Session { get; init; }
    public DateTimeOffset SeenAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }
}

/// <summary>One episode with its running window's bounds, in service time.</summary>
internal sealed class EpisodeRow
{
    public required string Session { get; init; }
    public long Epoch { get; init; }
    public required string UserId { get; init; }
    public required string ApplicationArn { get; init; }
    public required string Location { get; init; }
    public DateTimeOffset LostAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public EpisodeOutcome Outcome { get; set; }
    public string StatusReason { get; set; } = "";
    public WindowKind Kind { get; set; }
    public DateTimeOffset EnteredEarliest { get; set; }
    public DateTimeOffset EnteredExpected { get; set; }
    public DateTimeOffset EnteredLatest { get; set; }
    public TimeSpan? ConnectionTimeout { get; set; }
}

/// <summary>One status that was seen, with the bounds of its beginning in service time.</summary>
internal sealed class SeenStatusRow
{
    public long Id { get; init; }
    public required string Session { get; init; }
    public required string Status { get; init; }
    public required string StatusReason { get; init; }
    public DateTimeOffset BeganEarliest { get; init; }
    public DateTimeOffset BeganExpected { get; init; }
    public DateTimeOffset BeganLatest { get; init; }
}

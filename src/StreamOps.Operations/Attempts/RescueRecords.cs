using StreamOps.Operations.Audit;

namespace StreamOps.Operations.Attempts;

/// <summary>An attempt about to be committed.</summary>
/// <param name="Attempt">Its record; the number is not known yet.</param>
/// <param name="At">Now, in service time.</param>
/// <param name="WindowEndsAt">The window's latest end, on the <see cref="Time.FleetClock"/>.</param>
/// <param name="OfferHash">The offer's hash.</param>
/// <param name="ProtectedOffer">The offer, encrypted.</param>
/// <param name="Intent">The audit entry that is committed with it.</param>
internal sealed record RescueOpening(
    RescueAttempt Attempt,
    DateTimeOffset At,
    DateTimeOffset WindowEndsAt,
    string OfferHash,
    byte[] ProtectedOffer,
    AuditEntry Intent
)
{
    /// <inheritdoc cref="OfferOrigin.Kept"/>
    public byte[]? Kept { get; init; }
}

/// <summary>What became of an opening: the committed attempt, or who or what stands in its way.</summary>
/// <param name="Attempt">Null when it was not opened.</param>
/// <param name="HeldBy">The open attempt that holds the session's window.</param>
/// <param name="OfferUsedOn">The session on which the offer was sent before.</param>
/// <param name="Bar">What a gate has against it.</param>
internal sealed record RescueOpened(RescueAttempt? Attempt, RescueAttempt? HeldBy = null, string? OfferUsedOn = null, OfferBar? Bar = null)
{
    /// <summary>Show that the offer has left where it waited: done once the attempt is up, so that nobody sees neither of the two.</summary>
    public IReadOnlyList<Action> Shows { get; init; } = [];
}

/// <summary>What becomes known with a step.</summary>
/// <param name="At">When, on the <see cref="Time.FleetClock"/>.</param>
internal sealed record RescueChange(DateTimeOffset At)
{
    /// <summary>What there is to say of it; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The service's code for a no; null where it said none.</summary>
    public ApiErrorCode? Error { get; init; }

    /// <summary>The service's id of the call; empty where none was made.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The answer, encrypted; null where none came.</summary>
    public byte[]? ProtectedAnswer { get; init; }
}

/// <summary>An attempt after a step, or where it stands and why the step was refused.</summary>
/// <param name="Attempt">As it stands in the store.</param>
/// <param name="Refusal">Why not, as a sentence; empty when the step was taken.</param>
internal sealed record RescueStep(RescueAttempt Attempt, string Refusal)
{
    /// <summary>Whether the step was taken.</summary>
    public bool IsTaken => Refusal.Length == 0;
}

/// <summary>An attempt with its encrypted secrets.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="WindowEndsAt">The window's latest end, on the <see cref="Time.FleetClock"/>.</param>
/// <param name="ProtectedOffer">The offer, encrypted; null once it was erased.</param>
/// <param name="ProtectedAnswer">The answer, encrypted; null before it came and once it was erased.</param>
internal sealed record RescueFile(RescueAttempt Attempt, DateTimeOffset WindowEndsAt, byte[]? ProtectedOffer, byte[]? ProtectedAnswer);

using StreamOps.Operations.Acts;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Claims;

/// <summary>While somebody has a player in hand, nothing is sent for that player but by them, or with their yes.</summary>
internal sealed class ClaimGate : IOfferGate
{
    public async Task<OfferBar?> BarOfAsync(OperationsDb db, RescueAttempt attempt) =>
        await ClaimLedger.FindAsync(db, attempt.Session, attempt.WindowEpoch) is { } claim
        && claim.IsAnothers(attempt.By, attempt.RequestedAt)
        && attempt.Consent?.Is(claim.By) != true
            ? new OfferBar.Claimed(claim.By)
            : null;

    public async Task<ActionVerdict> GiveUpVerdictAsync(OperationsDb db, RescueAttempt attempt, Person person, DateTimeOffset now) =>
        ClaimRules.GiveUpVerdictFor(await ClaimLedger.FindAsync(db, attempt.Session, attempt.WindowEpoch), attempt, person, now);
}

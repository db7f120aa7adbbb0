using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Claims;

/// <summary>While somebody has a player in hand, nothing is sent for that player but by them, or with their yes; and what waited for it waits no more then.</summary>
internal sealed class ClaimGate(ClaimBoard board) : IOfferGate
{
    public async Task<OfferBar?> BarOfAsync(OperationsDb db, RescueAttempt attempt, byte[]? kept)
    {
        var claim = await ClaimLedger.FindAsync(db, attempt.Session, attempt.WindowEpoch);
        return claim?.IsAnothers(attempt.By, attempt.RequestedAt) == true && attempt.Consent?.Is(claim.By) != true
                ? new OfferBar.Claimed(claim.By)
            : kept is not null && attempt.LinkId is null && (claim is null || !ClaimRules.IsWaiting(claim, kept))
                ? new OfferBar.NotWaiting()
            : null;
    }

    public async Task<Action?> OpenedAsync(OperationsDb db, RescueAttempt attempt, byte[] kept)
    {
        var (session, epoch) = (attempt.Session, attempt.WindowEpoch);
        if (
            await db.Set<Claim>().SingleOrDefaultAsync(claim => claim.Session == session && claim.WindowEpoch == epoch) is not { } claim
            || !ClaimRules.IsWaiting(claim, kept)
        )
        {
            return null;
        }

        var after = ClaimRules.WithoutOffer(claim) with { Version = claim.Version + 1 };
        db.Entry(claim).CurrentValues.SetValues(after);
        return () => board.Publish(after);
    }

    public async Task<ActionVerdict> GiveUpVerdictAsync(OperationsDb db, RescueAttempt attempt, Person person, DateTimeOffset now) =>
        ClaimRules.GiveUpVerdictFor(await ClaimLedger.FindAsync(db, attempt.Session, attempt.WindowEpoch), attempt, person, now);
}

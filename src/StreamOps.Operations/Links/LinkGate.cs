using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Links;

/// <summary>An offer that came by a link is sent only while the link stands and is this browser's.</summary>
internal sealed class LinkGate : IOfferGate
{
    public async Task<OfferBar?> BarOfAsync(OperationsDb db, RescueAttempt attempt) =>
        attempt.LinkId is not { } linkId || RescueLinkRules.MaySend(await LinkLedger.FindAsync(db, link => link.Id == linkId), attempt)
            ? null
            : new OfferBar.LinkClosed();
}

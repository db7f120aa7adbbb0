using StreamOps.Operations.Attempts;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Links;

/// <summary>An offer that came by a link is sent only while the link stands and is this browser's, and waits there no more once it is.</summary>
internal sealed class LinkGate(LinkBoard board) : IOfferGate
{
    public async Task<OfferBar?> BarOfAsync(OperationsDb db, RescueAttempt attempt, byte[]? kept)
    {
        if (attempt.LinkId is not { } linkId)
        {
            return null;
        }

        var link = await LinkLedger.FindAsync(db, link => link.Id == linkId);
        return !RescueLinkRules.MaySend(link, attempt) ? new OfferBar.LinkClosed()
            : kept is not null && !RescueLinkRules.IsWaiting(link!, kept) ? new OfferBar.NotWaiting()
            : null;
    }

    public async Task<Action?> OpenedAsync(OperationsDb db, RescueAttempt attempt, byte[] kept)
    {
        if (
            attempt.LinkId is not { } linkId
            || await db.Set<RescueLink>().SingleOrDefaultAsync(link => link.Id == linkId) is not { } link
            || !RescueLinkRules.IsWaiting(link, kept)
        )
        {
            return null;
        }

        var after = LinkLedger.Take(db.Entry(link), RescueLinkRules.Answered(link, kept, stop: ""));
        return () => board.Publish(after);
    }
}

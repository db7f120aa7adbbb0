using StreamOps.Operations.Pages;

namespace StreamOps.Operations.StandBy;

/// <summary>The offers that wait at pages which stand by, for the yes of who has the player in hand or for a better moment: each is answered once.</summary>
public sealed class StandByOffers(StandByAsks asks)
{
    /// <summary>Whether the page's offer waits in an episode, or is being sent after it waited.</summary>
    internal bool IsWaiting(StreamSessionArn session, string pageHash, long? epoch) =>
        asks.Here(session, page => page.Is(pageHash))?.In(epoch).Waiting is { IsStraight: false };

    /// <summary>The page's offer is being sent, or it waits: until that is decided its pages are asked for no other.</summary>
    internal void Put(StreamSessionArn session, string pageHash, StandByOffer offer) =>
        asks.AmendHere(session, page => page.Is(pageHash), page => page.In(offer.Ask.Epoch) with { Waiting = offer, OfferStop = "" });

    /// <summary>Takes the offer that waits at the session's pages, so that it is answered once; null when none does, or when somebody else took it.</summary>
    /// <remarks>To its page it waits until <see cref="PutBack"/> or <see cref="Settle"/>: one that waits no more, with no attempt begun, was not sent.</remarks>
    /// <param name="session">The session.</param>
    /// <param name="epoch">The episode that runs: one of an earlier loss is nobody's to answer. Null where the fleet does not know the session.</param>
    internal StandByOffer? TakeWaiting(StreamSessionArn session, long? epoch)
    {
        StandByOffer? taken = null;
        asks.AmendHere(
            session,
            page => page is { Waiting.IsTaken: false } && (epoch is null || page.Epoch == epoch),
            page =>
            {
                taken = page.Waiting!;
                return page with { Waiting = taken with { IsTaken = true }, OfferStop = "" };
            }
        );
        return taken;
    }

    /// <summary>Takes this very offer; false when it waits no more, or when somebody else took it.</summary>
    internal bool TryTake(StreamSessionArn session, StandByOffer offer) =>
        asks.AmendHere(
            session,
            page => page is { Waiting.IsTaken: false } && page.Has(offer),
            page => page with { Waiting = offer with { IsTaken = true } }
        );

    /// <summary>Whether a page has the offer, taken or not: one that was loaded anew has not.</summary>
    internal bool Has(StreamSessionArn session, StandByOffer offer) => asks.Any(session, page => page.Has(offer));

    /// <summary>Whether an offer of the session's pages was taken in an episode, and it is not decided yet what becomes of it.</summary>
    /// <remarks>Also of one whose line broke meanwhile.</remarks>
    internal bool IsOneTaken(StreamSessionArn session, long? epoch) => asks.Any(session, page => page.IsTakenIn(epoch));

    /// <summary>Nothing was decided about an offer that was taken: it waits on. Where its page has it no more, that is asked for another one.</summary>
    internal void PutBack(StreamSessionArn session, StandByOffer offer)
    {
        if (!asks.AmendAnywhere(session, page => page.Has(offer), page => page with { Waiting = offer }))
        {
            asks.AskAgain(session, offer.Ask);
        }
    }

    /// <summary>It is decided what becomes of an offer that was taken.</summary>
    /// <param name="session">The session.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="stop">What the page's operators read of it from now on; empty when it was sent.</param>
    /// <returns>Whether a page had it still.</returns>
    internal bool Settle(StreamSessionArn session, StandByOffer offer, string stop) =>
        asks.AmendAnywhere(session, page => page.Has(offer), page => page with { Waiting = null, OfferStop = stop });

    /// <summary>
    /// The page is loaded anew: nobody would take the answer to the offer it made. Where that waited for a yes, the page is asked for another one in
    /// the same name.
    /// </summary>
    internal void LoadAnew(StreamSessionArn session, string pageHash)
    {
        StandByOffer? lost = null;
        asks.AmendAnywhere(
            session,
            page => page.Is(pageHash),
            page =>
            {
                lost = page.Waiting ?? lost;
                return page with { Trouble = PlayerTrouble.None, Waiting = null };
            }
        );
        if (lost is { IsTaken: false })
        {
            asks.AskAgain(session, lost.Ask);
        }
    }
}

using StreamOps.Operations.Attempts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Links;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Players;

/// <summary>Takes the offers of players' pages: the clinic, then the desk, or the operator's yes.</summary>
public sealed class PlayerOffers(
    LinkSteps steps,
    RescueDesk desk,
    OfferVault vault,
    StandByAsks asks,
    StandByOffers pageOffers,
    OfferPosts posts,
    PlayerView view,
    BackgroundWork work,
    IOptions<RescueOptions> options
)
{
    internal async Task<OfferReply> ByLinkAsync(RescueLink link, OfferPost post, Offer offer, CancellationToken cancellationToken)
    {
        var pageHash = post.PageHash;
        var life = steps.LifeOf(link);
        if (!RescueLinkRules.MayOffer(link, life, pageHash))
        {
            return link.SpentAt is null
                ? new OfferReply.NotTaken()
                : new OfferReply.TurnedAway(life == LinkLife.Over ? PlayerRefusal.Over : PlayerRefusal.TooLate);
        }

        if (StopOf(offer) is { } stop)
        {
            await TakeAsync(link, pageHash, standing => Examined(standing, stop));
            return new OfferReply.Stopped(stop.Rule);
        }

        if (options.Value.ConfirmLinkOffers)
        {
            return await KeepAsync(link, post, offer);
        }

        link = await TakeAsync(link, pageHash, standing => Examined(standing, stop: null));
        if (link.IsNotLetIn)
        {
            // Somebody said no to this page before. Another try of its is no yes, and neither is a claim that lapses.
            return await KeepAsync(link, post, offer);
        }

        var origin = link.Origin with { PageHash = pageHash, IsStillWanted = () => Task.FromResult(!post.IsOfNobody) };
        var result = await desk.SendAsync(link.Session, offer, link.By, origin, cancellationToken);
        if (result is CommandResult.Refused { MayWait: true })
        {
            // Somebody else has the player in hand by now, both read it, and it goes with their yes; or it goes in a better moment.
            return await KeepAsync(link, post, offer);
        }

        if (result is CommandResult.Refused refused && !post.IsOfNobody && !view.IsUnderWay(link))
        {
            await TakeAsync(
                link,
                pageHash,
                standing => standing with { OfferStop = refused.Reason, OfferStopRule = RescueLinkRules.StopRuleOf(standing, "") }
            );
        }

        return Of(result);
    }

    internal async Task<OfferReply> ByStandByAsync(PassContent pass, OfferPost post, Offer offer, CancellationToken cancellationToken)
    {
        var session = pass.Session;
        // One ask, one offer: without one nothing is sent, and a second one at the same time is not either.
        var kind = pass.LinkId is null ? StandByKind.GamePage : StandByKind.RescuePage;
        if (view.AskOf(session, pass.PageHash, kind) is not { } ask || !asks.TryTake(session, ask))
        {
            return new OfferReply.NotTaken();
        }

        if (StopOf(offer) is { } stop)
        {
            asks.AmendAnywhere(session, page => page.Is(pass.PageHash), page => page.In(ask.Epoch) with { OfferStop = stop.Words });
            return new OfferReply.Stopped(stop.Rule);
        }

        // The ask is spent: what comes of it is not the post's alone any more, and goes on when that breaks off.
        work.TryStart(new AskedOffer(session), lifetime => SendAskedAsync(pass, ask, post, offer, lifetime), out var reply);
        return await reply.WaitAsync(cancellationToken);
    }

    private async Task<OfferReply> SendAskedAsync(
        PassContent pass,
        StandByAsk ask,
        OfferPost arrived,
        Offer offer,
        CancellationToken lifetime
    )
    {
        var session = pass.Session;
        using var post = posts.Begin(session, pass.PageHash, before: arrived);
        var origin = new OfferOrigin(OfferSource.StandBy)
        {
            // Of a page that came by a link once: whether the link is still this browser's is asked again in the commit.
            LinkId = pass.LinkId,
            PageHash = pass.PageHash,
            Epoch = ask.Epoch,
            IsStillWanted = () => Task.FromResult(!post.IsOfNobody),
        };
        // On the page from here on: until it is decided what becomes of it, nobody asks for another, which its browser would make in the place of this one.
        var sent = new StandByOffer(ask, origin, vault.Lock(offer)) { IsTaken = true, IsStraight = true };
        pageOffers.Put(session, pass.PageHash, sent);
        CommandResult? result = null;
        try
        {
            result = await desk.SendAsync(session, offer, ask.By, origin, lifetime);
        }
        finally
        {
            if (result is not CommandResult.Refused { MayWait: true })
            {
                pageOffers.Settle(session, sent, (result as CommandResult.Refused)?.Reason ?? "");
            }
        }

        if (result is CommandResult.Refused && post.IsOfNobody)
        {
            pageOffers.Settle(session, sent, stop: "");
            asks.AskAgain(session, ask);
            return new OfferReply.NotTaken();
        }

        if (result is CommandResult.Refused { MayWait: true })
        {
            // Somebody took the player in hand since the page was asked, both read it, and it goes with their yes; or it goes in a better moment.
            pageOffers.Put(session, pass.PageHash, sent with { IsTaken = false, IsStraight = false });
            if (!post.IsOfNobody && pageOffers.IsWaiting(session, pass.PageHash, ask.Epoch))
            {
                return new OfferReply.Waits();
            }

            // Only of a page that is here: nobody waits for what is gone. One that comes back, or was loaded anew in this moment, makes another.
            pageOffers.Settle(session, sent, stop: "");
            asks.AskAgain(session, ask);
            return new OfferReply.NotTaken();
        }

        return Of(result);
    }

    /// <summary>Kept at the link for a yes, or for a better moment: of the page as it is loaded now, and at no link that was closed meanwhile.</summary>
    private async Task<OfferReply> KeepAsync(RescueLink link, OfferPost post, Offer offer)
    {
        var kept = vault.Lock(offer);
        link = await TakeAsync(
            link,
            post.PageHash,
            standing => post.IsOfNobody || standing.RevokedAt is not null ? standing : Examined(standing, stop: null, kept)
        );
        if (!post.IsOfNobody)
        {
            return RescueLinkRules.IsWaiting(link, kept) ? new OfferReply.Waits() : new OfferReply.NotTaken();
        }

        await TakeAsync(link, post.PageHash, standing => RescueLinkRules.WithoutOffer(standing, kept));
        return new OfferReply.NotTaken();
    }

    /// <summary>Takes a step of the link while it is this page's.</summary>
    private Task<RescueLink> TakeAsync(RescueLink link, string pageHash, Func<RescueLink, RescueLink> change) =>
        steps.TakeAsync(link, standing => RescueLinkRules.IsBoundTo(standing, pageHash) ? change(standing) : standing);

    /// <summary>What stops an offer of a page. A text that only an operator could repair was not made by a page.</summary>
    private static OfferFinding? StopOf(Offer offer) => OfferClinic.Examine(offer.Text).FirstStop;

    private static OfferReply Of(CommandResult result) =>
        result is CommandResult.Accepted ? new OfferReply.Answered() : new OfferReply.NotTaken();

    private RescueLink Examined(RescueLink link, OfferFinding? stop, byte[]? waiting = null) =>
        link with
        {
            OfferHealthyAt = stop is null ? steps.Now : null,
            OfferStop = stop?.Words ?? "",
            OfferStopRule = RescueLinkRules.StopRuleOf(link, stop?.Rule ?? ""),
            WaitingOffer = waiting,
            Trouble = PlayerTrouble.None,
        };

    /// <summary>One of its own each: an ask is taken once, and the next one may come before the last one's work is seen to have ended.</summary>
    private sealed class AskedOffer(StreamSessionArn session)
    {
        public override string ToString() => $"The offer of an open page of {session.Id}";
    }
}

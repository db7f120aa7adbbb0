using StreamOps.Operations.Attempts;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;

namespace StreamOps.Operations.Players;

/// <summary>Finds out who a page is: a pass, the key it was given to, and the link behind it as it stands now.</summary>
public sealed class PlayerDoor(PassBook passes, LinkSteps links, RescueLedger rescues, StandByEntrance standBys, PlayerView view)
{
    /// <summary>The page, with its link if it came by one, as one text; null for a pass that is not ours or not this page's.</summary>
    internal string? KeyOf(PlayerPass pass, PageKey page) =>
        passes.Read(pass, page) is { } content ? $"{content.LinkId} {content.PageHash}" : null;

    /// <summary>What the pass says; null for one that is not ours or not this page's.</summary>
    internal PassContent? ContentOf(PlayerPass pass, PageKey page) => passes.Read(pass, page);

    /// <summary>The page's place; null for a pass that is not ours or not this page's.</summary>
    internal async Task<PlayerPlace?> FindAsync(PlayerPass pass, PageKey page)
    {
        if (passes.Read(pass, page) is not { } content)
        {
            return null;
        }

        if (content.LinkId is not { } linkId)
        {
            return new PlayerPlace(content, null, standBys.IsOver(content) ? PlayerRefusal.ExpiredTicket : null);
        }

        return await links.Ledger.FindAsync(linkId) is { } link
            ? new PlayerPlace(content, link, RescueLinkRules.WhyNotIn(link, links.LifeOf(link), content.PageHash))
            : null;
    }

    /// <summary>What a place is shown.</summary>
    /// <param name="place">The place.</param>
    /// <param name="known">The session's newest attempt as the store has it.</param>
    internal PlayerState StateOf(PlayerPlace place, RescueAttempt? known) =>
        place.Link is { } link
            ? view.OfLink(link, place.Pass.PageHash, known)
            : view.OfStandBy(place.Pass.Session, place.Pass.PageHash, known);

    /// <summary>Whether the page stands by: the game's own always does, one that came by a link after the link's episode.</summary>
    internal bool StandsBy(PlayerPlace place) => place.Link is not { } link || view.StandsBy(link, place.Pass.PageHash);

    internal Task<RescueAttempt?> NewestAttemptAsync(PlayerPlace place, CancellationToken cancellationToken) =>
        rescues.NewestAsync(place.Pass.Session, cancellationToken);

    /// <summary>The page's own newest attempt, where its answer is (still) for this page.</summary>
    internal async Task<RescueFile?> OwnAttemptAsync(PlayerPlace place, CancellationToken cancellationToken) =>
        await rescues.NewestOfPageAsync(place.Pass.Session, place.Pass.PageHash, cancellationToken) is { } file
        && file.Attempt.LinkId == place.Pass.LinkId
        && AnswerRules.MayHandOver(file.Attempt, place.Pass.PageHash)
            ? file
            : null;
}

/// <summary>A page that holds a pass.</summary>
/// <param name="Pass">What its pass says.</param>
/// <param name="Link">Its link as it stands now; null for a page that stands by.</param>
/// <param name="Refusal">Why it is not let in now; null when it is.</param>
internal sealed record PlayerPlace(PassContent Pass, RescueLink? Link, PlayerRefusal? Refusal);

using StreamOps.Operations.Audit;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Players;

/// <summary>Lets pages in by link or code, and spends links.</summary>
public sealed class LinkEntrance(
    LinkSteps steps,
    LinkCodes codes,
    BrowserNumbers numbers,
    PassBook passes,
    StandByOffers pageOffers,
    OfferPosts posts,
    PlayerView view,
    TimeProvider time
)
{
    /// <summary>Every refused code takes this long, whatever was found: far longer than the finding.</summary>
    internal static readonly TimeSpan RefusedCodeTakes = TimeSpan.FromSeconds(0.3);

    internal async Task<PlayerEntry> OpenAsync(LinkSecret secret, PageKey page, string browser, bool isLoadedAnew) =>
        await steps.Ledger.FindBySecretAsync(secret.Hash) is { } link
            ? await OpenAsync(link, page, browser, isLoadedAnew)
            : TurnedAway(PlayerRefusal.Unknown);

    internal async Task<PlayerEntry> OpenAsync(
        LinkCode? code,
        PageKey page,
        string browser,
        bool isLoadedAnew,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        var hash = (await codes.HasherAsync())(code ?? LinkCode.New());
        var link = await steps.Ledger.FindByCodeAsync(hash);
        var entry = link is null || code is null ? null : await OpenAsync(link, page, browser, isLoadedAnew);
        // The browser that spent it may come back by the code too, as by the link: nobody else learns that the code is an old one.
        if (entry is PlayerEntry.Admitted && (steps.LifeOf(link!) == LinkLife.Live || RescueLinkRules.IsBoundTo(link!, page.Hash)))
        {
            return entry;
        }

        var left = RefusedCodeTakes - time.GetElapsedTime(started);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
        return TurnedAway(PlayerRefusal.Unknown);
    }

    /// <summary><i>Continue playing</i>: the first browser has the link; any other one is noted and refused.</summary>
    internal async Task<RescueLink> SpendAsync(RescueLink link, PassContent pass)
    {
        if (link.SpentAt is null)
        {
            link = await steps.TakeAsync(
                link,
                standing => RescueLinkRules.Spend(standing, steps.LifeOf(standing), pass.PageHash, pass.Browser, steps.Now),
                AuditSteps.Spent,
                LinkSteps.Player,
                pass.Browser
            );
        }

        return await NoteSecondAsync(link, pass.PageHash, pass.Browser);
    }

    /// <summary>Turns a page away; a second browser with the number by which support tells it from others.</summary>
    internal async Task<PlayerEntry> TurnedAwayAsync(PlayerRefusal refusal, RescueLink link, string pageHash) =>
        refusal == PlayerRefusal.AlreadyUsed
            ? new PlayerEntry.TurnedAway(refusal, await numbers.OfAsync(link.Id, pageHash))
            : TurnedAway(refusal);

    private async Task<PlayerEntry> OpenAsync(RescueLink link, PageKey page, string browser, bool isLoadedAnew)
    {
        browser = BrowserWords.Of(browser);
        if (isLoadedAnew)
        {
            posts.LoadedAnew(link.Session, page.Hash);
        }

        link = await steps.NoteAsync(link, standing => Opened(standing, page.Hash, browser, isLoadedAnew), AuditSteps.Opened, browser);
        link = await NoteSecondAsync(link, page.Hash, browser);
        if (RescueLinkRules.WhyNotIn(link, steps.LifeOf(link), page.Hash) is { } refusal)
        {
            return await TurnedAwayAsync(refusal, link, page.Hash);
        }

        if (isLoadedAnew)
        {
            pageOffers.LoadAnew(link.Session, page.Hash);
        }

        var pass = passes.Write(new PassContent(link.Session.Value, link.Id, page.Hash, browser, Expires: null));
        return new PlayerEntry.Admitted(pass, view.OfLink(link, page.Hash, known: null), PageShare.Of(link.Session, link, page.Hash));
    }

    private RescueLink Opened(RescueLink standing, string pageHash, string browser, bool isLoadedAnew)
    {
        standing = isLoadedAnew ? RescueLinkRules.WithoutOfferOf(standing, pageHash) : standing;
        return steps.LifeOf(standing) == LinkLife.Live ? RescueLinkRules.Open(standing, pageHash, browser, steps.Now) : standing;
    }

    private async Task<RescueLink> NoteSecondAsync(RescueLink link, string pageHash, string browser)
    {
        if (!RescueLinkRules.IsAnothers(link, pageHash))
        {
            return link;
        }

        var number = await numbers.OfAsync(link.Id, pageHash);
        return await steps.NoteAsync(
            link,
            standing => RescueLinkRules.NoteSecond(standing, steps.LifeOf(standing), pageHash, browser, number, steps.Now),
            AuditSteps.SecondRefused,
            browser
        );
    }

    private static PlayerEntry.TurnedAway TurnedAway(PlayerRefusal kind) => new(kind);
}

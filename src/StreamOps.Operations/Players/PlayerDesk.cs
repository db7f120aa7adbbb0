using System.Runtime.CompilerServices;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Players;

/// <summary>
/// The player's side of a rescue, by link, by code or standing by: what an anonymous page may ask and do. It learns of no other session, and an answer
/// goes only to the very page that made the offer.
/// </summary>
/// <remarks>Every method throws <see cref="Store.StoreUnavailableException"/> when the database cannot be used now; nothing was written then.</remarks>
public sealed class PlayerDesk(
    PlayerDoor door,
    LinkEntrance links,
    StandByEntrance standBys,
    PlayerOffers offers,
    OfferPosts posts,
    PlayerView view,
    LinkSteps linkSteps,
    RescueSteps rescueSteps,
    StandByAsks asks,
    OfferVault vault,
    RescueChecks checks
)
{
    /// <summary>Opens a link. Consumes nothing, as often as it is done.</summary>
    /// <param name="secret">The link's secret.</param>
    /// <param name="page">The page's own key.</param>
    /// <param name="browser">Browser and system in a few words, as <c>Firefox, Windows</c>; at most 60 characters of it are kept.</param>
    /// <param name="isLoadedAnew">Whether its tab was loaded anew: nobody would take the answer to what it had offered before. The key is the browser's, which may have another tab with an offer that waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PlayerEntry> OpenAsync(
        LinkSecret secret,
        PageKey page,
        string browser,
        bool isLoadedAnew,
        CancellationToken cancellationToken
    ) => links.OpenAsync(secret, page, browser, isLoadedAnew).WaitAsync(cancellationToken);

    /// <summary>As with the secret. Wrong, old and used codes get <see cref="PlayerRefusal.Unknown"/>, all after the same time.</summary>
    /// <param name="code">Null for a text that is no code: refused like a wrong one.</param>
    /// <param name="page">The page's own key.</param>
    /// <param name="browser">Browser and system in a few words.</param>
    /// <param name="isLoadedAnew">Whether its tab was loaded anew.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PlayerEntry> OpenAsync(
        LinkCode? code,
        PageKey page,
        string browser,
        bool isLoadedAnew,
        CancellationToken cancellationToken
    ) => links.OpenAsync(code, page, browser, isLoadedAnew, cancellationToken);

    /// <summary>The game's own page stands by. At first use its ticket is bound to the page; while it reads <see cref="WatchAsync"/> it is on the board.</summary>
    /// <param name="ticket">What the game's backend signed: see <see cref="StandByTicket"/>.</param>
    /// <param name="page">The page's own key.</param>
    /// <param name="browser">Browser and system in a few words.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PlayerEntry> StandByAsync(string ticket, PageKey page, string browser, CancellationToken cancellationToken) =>
        standBys.EnterAsync(ticket, page, browser, isLoadedAnew: true).WaitAsync(cancellationToken);

    /// <summary>As <see cref="StandByAsync"/>, for a page whose line broke: its offer that waits for a yes still waits.</summary>
    /// <param name="ticket">What the game's backend signed.</param>
    /// <param name="page">The page's own key.</param>
    /// <param name="browser">Browser and system in a few words.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PlayerEntry> StandByAgainAsync(string ticket, PageKey page, string browser, CancellationToken cancellationToken) =>
        standBys.EnterAsync(ticket, page, browser, isLoadedAnew: false).WaitAsync(cancellationToken);

    /// <summary>What a pass is counted by: one text for all passes of one page, so that nobody else's page uses up its share. Never told to a page.</summary>
    /// <returns>Null for a pass that is not ours or not this page's.</returns>
    public string? KeyOf(PlayerPass pass, PageKey page) => door.KeyOf(pass, page);

    /// <summary>
    /// <i>Continue playing</i>: spends the link for this browser, which may come again until the deadline. Of a page that stands by it is the player's
    /// wish to come back, which the operator sees.
    /// </summary>
    public Task<PlayerEntry> ContinueAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        InsideAsync(
            pass,
            page,
            async place =>
                door.StandsBy(place)
                    ? Amended(place, here => here with { WantsBackAt = here.WantsBackAt ?? linkSteps.Now }, comesForward: true)
                : place.Link is { } link ? place with { Link = await links.SpendAsync(link, place.Pass) }
                : place,
            cancellationToken
        );

    /// <summary>Where the page stands now.</summary>
    public Task<PlayerEntry> ReadAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        InsideAsync(pass, page, Task.FromResult, cancellationToken);

    /// <summary>
    /// Where the page stands, then each change. By link it ends after an end (<see cref="PlayerPhases.IsEnd"/>); a page that stands by is on the board
    /// meanwhile, and it goes on until the session or the ticket ends. Empty for a pass that is not let in: <see cref="ReadAsync"/> says why.
    /// </summary>
    public async IAsyncEnumerable<PlayerState> WatchAsync(
        PlayerPass pass,
        PageKey page,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (await door.FindAsync(pass, page) is not { Refusal: null } place)
        {
            yield break;
        }

        var known = await door.NewestAttemptAsync(place, cancellationToken);
        StandByPage? here = null;
        try
        {
            PlayerState? shown = null;
            await foreach (var _ in view.News.WatchAsync(cancellationToken))
            {
                place = await NewestAsync(place, pass, page);
                here = Stand(here, place);
                var state = door.StateOf(place, known);
                if (state != shown)
                {
                    yield return shown = state;
                }

                if (here is null ? state.Phase.IsEnd() : state.Phase == PlayerPhase.TooLate || standBys.IsOver(place.Pass))
                {
                    yield break;
                }
            }
        }
        finally
        {
            if (here is not null)
            {
                asks.Leave(here);
            }
        }
    }

    /// <summary>The page's offer: examined, committed, sent. Once committed it survives the caller and the process; its answer waits for the page.</summary>
    /// <param name="pass">The page's pass.</param>
    /// <param name="page">The page's own key.</param>
    /// <param name="offer">The text as the browser made it; over 64 KB it is stopped.</param>
    /// <param name="cancellationToken">Ends the wait for the outcome.</param>
    public async Task<OfferReply> OfferAsync(PlayerPass pass, PageKey page, Offer offer, CancellationToken cancellationToken)
    {
        if (checks.IsReadOnly)
        {
            return new OfferReply.TurnedAway(PlayerRefusal.ReadOnly);
        }

        if (door.ContentOf(pass, page) is not { } content)
        {
            return new OfferReply.TurnedAway(PlayerRefusal.Unknown);
        }

        using var post = posts.Begin(content.Session, content.PageHash);
        return await door.FindAsync(pass, page) switch
        {
            null => new OfferReply.TurnedAway(PlayerRefusal.Unknown),
            { Refusal: { } refusal } => new OfferReply.TurnedAway(refusal),
            { Link: { } link } place when !door.StandsBy(place) => await offers.ByLinkAsync(link, post, offer, cancellationToken),
            _ => await offers.ByStandByAsync(content, post, offer, cancellationToken),
        };
    }

    /// <summary>The answer to this page's own newest offer; null while there is none, and for any other page.</summary>
    public async Task<Answer?> ReadAnswerAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        await door.FindAsync(pass, page) is { Refusal: null } place
            ? vault.OpenAnswer((await door.OwnAttemptAsync(place, cancellationToken))?.ProtectedAnswer)
            : null;

    /// <summary>The page says that its browser took the answer.</summary>
    public Task<PlayerEntry> AnswerAppliedAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        MarkAsync(pass, page, PageMark.AnswerApplied, cancellationToken);

    /// <summary>The page says that frames rose for three seconds.</summary>
    public Task<PlayerEntry> PictureSeenAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        MarkAsync(pass, page, PageMark.PictureSeen, cancellationToken);

    /// <summary>The page says what went wrong. A new offer may follow while the session can take one.</summary>
    public Task<PlayerEntry> ReportAsync(PlayerPass pass, PageKey page, PlayerTrouble trouble, CancellationToken cancellationToken) =>
        InsideAsync(pass, page, place => ReportAsync(place, trouble), cancellationToken);

    /// <summary>The page says that its picture is gone: a reason to look at its session, and no fact.</summary>
    public Task<PlayerEntry> LostAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        InsideAsync(
            pass,
            page,
            place =>
            {
                view.Hint(place.Pass.Session, place.Pass.PageHash);
                return Task.FromResult(place);
            },
            cancellationToken
        );

    /// <summary>The game's backend says that a session's player may be lost: a reason to look at it, and no fact.</summary>
    /// <param name="hint">As a <see cref="StandByTicket"/>, good for five minutes at most: a page's own lies in a browser for hours.</param>
    public HintReply Hint(string hint)
    {
        if (standBys.ReadHint(hint, out var session) is { } refusal)
        {
            return new HintReply.TurnedAway(refusal);
        }

        return view.Hint(session) ? new HintReply.Taken() : new HintReply.LetGo();
    }

    private async Task<PlayerEntry> InsideAsync(
        PlayerPass pass,
        PageKey page,
        Func<PlayerPlace, Task<PlayerPlace>> act,
        CancellationToken cancellationToken
    )
    {
        var place = await door.FindAsync(pass, page);
        if (place is not { Refusal: null })
        {
            return place is { Refusal: { } why, Link: { } closed }
                ? await links.TurnedAwayAsync(why, closed, place.Pass.PageHash)
                : new PlayerEntry.TurnedAway(place?.Refusal ?? PlayerRefusal.Unknown);
        }

        place = await act(place);
        return place.Link is { } link && RescueLinkRules.WhyNotIn(link, linkSteps.LifeOf(link), place.Pass.PageHash) is { } refusal
            ? await links.TurnedAwayAsync(refusal, link, place.Pass.PageHash)
            : new PlayerEntry.Admitted(
                pass,
                door.StateOf(place, await door.NewestAttemptAsync(place, cancellationToken)),
                PageShare.Of(place.Pass.Session, place.Link, place.Pass.PageHash)
            );
    }

    private Task<PlayerEntry> MarkAsync(PlayerPass pass, PageKey page, PageMark mark, CancellationToken cancellationToken) =>
        InsideAsync(
            pass,
            page,
            async place =>
            {
                if (await door.OwnAttemptAsync(place, cancellationToken) is { } file)
                {
                    await rescueSteps.MarkAsync(file.Attempt, mark);
                }

                return place;
            },
            cancellationToken
        );

    private async Task<PlayerPlace> ReportAsync(PlayerPlace place, PlayerTrouble trouble)
    {
        if (door.StandsBy(place))
        {
            Amended(place, here => here with { Trouble = trouble }, comesForward: false);
        }

        if (place.Link is null)
        {
            return place;
        }

        var (pageHash, browser) = (place.Pass.PageHash, place.Pass.Browser);
        var link = await linkSteps.NoteAsync(
            place.Link,
            standing => RescueLinkRules.Tell(standing, linkSteps.LifeOf(standing), pageHash, browser, trouble, linkSteps.Now),
            AuditSteps.Opened,
            browser
        );
        // What a look-up knows and a step does not tell.
        return place with { Link = link with { IsOutlived = place.Link.IsOutlived } };
    }

    /// <summary>The place with its link as the board has it; where a newer link took its place, as the store has it.</summary>
    private async Task<PlayerPlace> NewestAsync(PlayerPlace place, PlayerPass pass, PageKey page) =>
        place.Link is not { } link ? place
        : view.Newest(link) is { } newest ? place with { Link = newest }
        // Of a link whose episode is over nothing changes any more.
        : link.RevokedAt is null && linkSteps.LifeOf(link) != LinkLife.Over ? await door.FindAsync(pass, page) ?? place
        : place;

    /// <summary>Puts the page on the board once it stands by, and takes it down when it does not any more.</summary>
    private StandByPage? Stand(StandByPage? here, PlayerPlace place)
    {
        var standsBy = door.StandsBy(place);
        if (standsBy && here is null)
        {
            here = PageOf(place);
            asks.Enter(here);
        }
        else if (!standsBy && here is not null)
        {
            asks.Leave(here);
            here = null;
        }

        return here;
    }

    private StandByPage PageOf(PlayerPlace place) =>
        new()
        {
            Session = place.Pass.Session,
            Kind = place.Link is null ? StandByKind.GamePage : StandByKind.RescuePage,
            Since = linkSteps.Now,
            Browser = place.Pass.Browser,
            PageHash = place.Pass.PageHash,
        };

    private PlayerPlace Amended(PlayerPlace place, Func<StandByPage, StandByPage> change, bool comesForward)
    {
        var epoch = view.EpochOf(place.Pass.Session);
        asks.Amend(PageOf(place), here => change(here.In(epoch)), comesForward);
        return place;
    }
}

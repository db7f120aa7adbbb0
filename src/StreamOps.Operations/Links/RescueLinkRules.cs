using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Links;

/// <summary>Whether a link still opens anything.</summary>
public enum LinkLife
{
    Live,

    /// <summary>The window in which the client must connect has gone by, and the session still stands: the page that spent the link may try again, no other may.</summary>
    Lapsed,

    /// <summary>The deadline has passed, or the session has ended.</summary>
    TooLate,

    /// <summary>The player is back, or was lost anew: its episode is over.</summary>
    Over,

    /// <summary>Revoked by an operator or by a newer link.</summary>
    Revoked,
}

/// <summary>What a link allows and to whom, as functions that touch nothing.</summary>
public static class RescueLinkRules
{
    /// <summary>Openings of one link that the audit takes, and second browsers: a stranger's tries must not fill it.</summary>
    internal const int MostNotes = 20;

    /// <summary>Whether a link lives, by what the fleet knows now.</summary>
    /// <param name="link">The link.</param>
    /// <param name="session">Its session in the newest snapshot; null before it was read.</param>
    /// <param name="now">On the <see cref="FleetClock"/>.</param>
    public static LinkLife LifeOf(RescueLink link, LiveStreamSession? session, DateTimeOffset now) =>
        link.RevokedAt is not null ? LinkLife.Revoked : LifeOf(link.WindowEpoch, link.KnownDeadline, session, now);

    /// <summary>Whether a link still opens something: to the page that spent it at least.</summary>
    public static bool IsOpen(this LinkLife life) => life is LinkLife.Live or LinkLife.Lapsed;

    /// <summary>What a player's clock counts down to: the window's end, never later than known; null while the figure stands still, or without a timeout.</summary>
    public static DateTimeOffset? ShownDeadlineOf(ReconnectionWindow? window) => window is { FrozenAt: null } ? window.ExpectedEnd : null;

    /// <summary>When a window is over at the latest: while its figure stands still, or without a timeout, with the session. Nothing to show: it may be hours away.</summary>
    private static DateTimeOffset? DeadlineOf(ReconnectionWindow? window) =>
        window is null ? null
        : window.FrozenAt is not null ? window.SessionEnds
        : window.ExpectedEnd ?? window.SessionEnds;

    internal static LinkLife LifeOf(long epoch, DateTimeOffset? knownDeadline, LiveStreamSession? session, DateTimeOffset now) =>
        session switch
        {
            // Whom the service does not know (any more) went on nowhere: as before the first read, the clock alone decides.
            null or { IsGone: true } => knownDeadline <= now ? LinkLife.TooLate : LinkLife.Live,
            { Status.IsEnding: true } => LinkLife.TooLate,
            { Window: null } => LinkLife.Over,
            { Window: var window } when window.Epoch != epoch => LinkLife.Over,
            { Window: { SessionEnds: { } ends } } when ends <= now => LinkLife.TooLate,
            { Window: { Kind: WindowKind.Connect } window } when DeadlineOf(window) <= now => LinkLife.Lapsed,
            { Window: var window } when DeadlineOf(window) <= now => LinkLife.TooLate,
            _ => LinkLife.Live,
        };

    /// <summary>Why a page is not let in; null when it is.</summary>
    internal static PlayerRefusal? WhyNotIn(RescueLink link, LinkLife life, string pageHash) =>
        life switch
        {
            LinkLife.Revoked => PlayerRefusal.Closed,
            _ when IsAnothers(link, pageHash) => PlayerRefusal.AlreadyUsed,
            LinkLife.Live => null,
            // The page that spent it sees its own rescue to the end.
            _ when IsBoundTo(link, pageHash) => null,
            LinkLife.Over => PlayerRefusal.Over,
            _ => PlayerRefusal.TooLate,
        };

    internal static bool IsBoundTo(RescueLink link, string pageHash) => SecretHash.AreEqual(link.PageHash, pageHash);

    internal static bool IsAnothers(RescueLink link, string pageHash) => link.SpentAt is not null && !IsBoundTo(link, pageHash);

    /// <summary>
    /// Whether an open page stands by for the next loss of the same session, as the game's own page does: the browser that spent the link, once the
    /// link's episode is over, until a newer link of the session is another browser's.
    /// </summary>
    /// <param name="link">The link the page came by.</param>
    /// <param name="life">The link's life.</param>
    /// <param name="pageHash">The page.</param>
    /// <param name="newest">The session's newest link; null when it is not known.</param>
    internal static bool StandsBy(RescueLink link, LinkLife life, string pageHash, RescueLink? newest) =>
        life == LinkLife.Over && IsBoundTo(link, pageHash) && !link.IsOutlived && !(newest is not null && IsAnothers(newest, pageHash));

    /// <summary>After it was opened: consumes nothing, and the same browser again is no news.</summary>
    internal static RescueLink Open(RescueLink link, string pageHash, string browser, DateTimeOffset now) =>
        link.SpentAt is not null || SecretHash.AreEqual(link.OpenedPageHash, pageHash) ? link
        // What the first one found stays said, and whose it was: nobody knows yet which of them is the player's.
        : link.Trouble != PlayerTrouble.None ? link with { OpenedAt = now, Notes = NextNote(link) }
        : link with { OpenedAt = now, OpenedPageHash = pageHash, Browser = browser, Notes = NextNote(link) };

    /// <summary>After the page that has it was loaded anew: nobody would take the answer to the offer that it made before.</summary>
    internal static RescueLink WithoutOfferOf(RescueLink link, string pageHash) =>
        link.WaitingOffer is not null && IsBoundTo(link, pageHash) ? link with { WaitingOffer = null } : link;

    /// <summary>
    /// After a page said what it found: before <i>Continue playing</i> whoever holds the link may, and the first one's word stands until it is mended;
    /// afterwards the browser that spent it alone.
    /// </summary>
    internal static RescueLink Tell(
        RescueLink link,
        LinkLife life,
        string pageHash,
        string browser,
        PlayerTrouble trouble,
        DateTimeOffset now
    ) =>
        link.SpentAt is not null ? WithTrouble(link, IsBoundTo(link, pageHash) ? trouble : link.Trouble)
        : life != LinkLife.Live || IsWordOfAnother(link, pageHash) ? link
        : WithTrouble(Open(link, pageHash, browser, now), trouble);

    /// <summary>After <i>Continue playing</i>: the first browser has it. The same link back for any other one.</summary>
    internal static RescueLink Spend(RescueLink link, LinkLife life, string pageHash, string browser, DateTimeOffset now) =>
        life != LinkLife.Live || link.SpentAt is not null
            ? link
            : link with
            {
                SpentAt = now,
                PageHash = pageHash,
                Browser = browser,
                Notes = 0,
                Trouble = SecretHash.AreEqual(link.OpenedPageHash, pageHash) ? link.Trouble : PlayerTrouble.None,
            };

    internal static RescueLink NoteSecond(
        RescueLink link,
        LinkLife life,
        string pageHash,
        string browser,
        int number,
        DateTimeOffset now
    ) =>
        life != LinkLife.Live || !IsAnothers(link, pageHash) || SecretHash.AreEqual(link.SecondPageHash, pageHash)
            ? link
            : link with
            {
                SecondBrowserAt = now,
                SecondPageHash = pageHash,
                SecondBrowser = browser,
                SecondBrowserNumber = number,
                Notes = NextNote(link),
            };

    /// <summary>Whether another browser than the one an operator saw waits at the link.</summary>
    /// <param name="link">The link as it stands.</param>
    /// <param name="seen">As the operator saw it.</param>
    internal static bool IsOtherSecond(RescueLink link, RescueLink seen) =>
        link.SecondPageHash is { } second && !SecretHash.AreEqual(second, seen.SecondPageHash);

    /// <summary>After an operator let the second browser have it.</summary>
    internal static RescueLink Allow(RescueLink link, DateTimeOffset now) =>
        link.SecondPageHash is null || link.RevokedAt is not null
            ? link
            : link with
            {
                SpentAt = now,
                PageHash = link.SecondPageHash,
                Browser = link.SecondBrowser,
                SecondPageHash = null,
                SecondBrowserAt = null,
                SecondBrowser = "",
                SecondBrowserNumber = null,
                WaitingOffer = null,
                // What the first one offered and said is not this one's.
                OfferStop = "",
                OfferStopRule = "",
                Trouble = PlayerTrouble.None,
            };

    internal static RescueLink Revoke(RescueLink link, string operatorName, DateTimeOffset now) =>
        link.RevokedAt is not null ? link : link with { RevokedAt = now, RevokedBy = operatorName, WaitingOffer = null };

    /// <summary>Whether this very offer waits, encrypted as it is.</summary>
    internal static bool IsWaiting(RescueLink link, byte[] offer) =>
        link.WaitingOffer is { } waiting && waiting.AsSpan().SequenceEqual(offer);

    /// <summary>After an offer that waited was sent, refused for good, or met with a no; any other one stays, and the same link comes back.</summary>
    /// <param name="link">The link as it stands.</param>
    /// <param name="offer">The offer, encrypted as it waited.</param>
    /// <param name="stop">Why it was not sent; empty where it was.</param>
    internal static RescueLink Answered(RescueLink link, byte[] offer, string stop) =>
        IsWaiting(link, offer) ? link with { WaitingOffer = null, OfferStop = stop, OfferStopRule = "" } : link;

    /// <summary>After somebody's no to an offer that waited: it leaves, and what this page offers next waits for a yes however long that takes.</summary>
    /// <param name="link">The link as it stands.</param>
    /// <param name="offer">The offer, encrypted as it waited.</param>
    /// <param name="words">What the panel says.</param>
    internal static RescueLink Declined(RescueLink link, byte[] offer, string words) =>
        IsWaiting(link, offer) ? Answered(link, offer, words) with { OfferStopRule = RescueLink.NotLetIn } : link;

    /// <summary>What is said of a link's last offer: a no that was said before stays beside whatever the clinic finds, or a bad offer would wipe it out.</summary>
    internal static string StopRuleOf(RescueLink link, string rule) => link.IsNotLetIn ? RescueLink.NotLetIn : rule;

    /// <summary>Without one offer that waits; any other one stays.</summary>
    internal static RescueLink WithoutOffer(RescueLink link, byte[] offer) =>
        IsWaiting(link, offer) ? link with { WaitingOffer = null } : link;

    /// <summary>Whether a page may make an offer: the fresh read decides afterwards whether the session can take one.</summary>
    internal static bool MayOffer(RescueLink link, LinkLife life, string pageHash) => life.IsOpen() && IsBoundTo(link, pageHash);

    /// <summary>Whether an attempt may be opened by a link: asked again in the commit that opens it.</summary>
    internal static bool MaySend(RescueLink? link, RescueAttempt attempt) =>
        link is { RevokedAt: null, IsOutlived: false }
        && link.Session == attempt.Session
        && attempt.PageHash is { } pageHash
        && IsBoundTo(link, pageHash);

    // The newest one is always kept: however many came before, an operator can still allow the player's.
    private static int NextNote(RescueLink link) => Math.Min(link.Notes + 1, MostNotes);

    private static bool IsWordOfAnother(RescueLink link, string pageHash) =>
        link.Trouble != PlayerTrouble.None && !SecretHash.AreEqual(link.OpenedPageHash, pageHash);

    private static RescueLink WithTrouble(RescueLink link, PlayerTrouble trouble) =>
        link.Trouble == trouble ? link : link with { Trouble = trouble };
}

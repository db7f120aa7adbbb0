using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.StandBy;

/// <summary>A page of a session that is open and stands by: the game's own, or the rescue page of an earlier loss. Times are on the <see cref="Time.FleetClock"/>.</summary>
public sealed record StandByPage
{
    public required StreamSessionArn Session { get; init; }

    /// <summary>Since when it is here.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whose page it is.</summary>
    public StandByKind Kind { get; init; }

    /// <summary>When its player asked to come back; null while they did not, and once the page has made its offer.</summary>
    public DateTimeOffset? WantsBackAt { get; init; }

    /// <summary>Its browser, as <c>Firefox, Windows</c>. Foreign text.</summary>
    public string Browser { get; init; } = "";

    /// <summary>Who asks it for an offer now; empty when nobody does, or when it has made one.</summary>
    public string AskedBy { get; init; } = "";

    /// <summary>Why its last offer was stopped or not sent, as a sentence; empty when it was not.</summary>
    public string OfferStop { get; init; } = "";

    /// <summary>What it last reported as wrong.</summary>
    public PlayerTrouble Trouble { get; init; }

    /// <summary>The episode that <see cref="WantsBackAt"/>, <see cref="OfferStop"/> and <see cref="Trouble"/> are of; null while none is known.</summary>
    public long? Epoch { get; init; }

    /// <summary>Who asked for an offer of the session's pages that waits, for the yes of who has the player in hand or for a better moment; null when none waits.</summary>
    public Person? OfferFrom => FirstWaiting?.By;

    /// <summary>The offer that waits, on whichever of the session's pages; null when none does.</summary>
    internal StandByOffer? FirstWaiting => Waiting is { IsTaken: false } ? Waiting : Behind?.FirstWaiting;

    internal string PageHash { get; init; } = "";

    /// <summary>Its offer, where that waits for a yes or for a better moment, or is being sent; null otherwise. It outlives the page's line, and not the page: one that is loaded again makes another.</summary>
    internal StandByOffer? Waiting { get; init; }

    /// <summary>The page of the same session that it stands before; null when there is no other.</summary>
    internal StandByPage? Behind { get; init; }

    /// <summary>Whether something stands of it that a line which breaks must not take away.</summary>
    internal bool IsToBeKept => WantsBackAt is not null || Waiting is not null || OfferStop.Length > 0 || Trouble != PlayerTrouble.None;

    /// <summary>The page with what stood of it before its line broke; null when nothing did.</summary>
    internal StandByPage After(StandByPage? before) =>
        before is null
            ? this
            : this with
            {
                Epoch = before.Epoch,
                WantsBackAt = before.WantsBackAt,
                OfferStop = before.OfferStop,
                Trouble = before.Trouble,
                Waiting = before.Waiting,
            };

    /// <summary>The page as it is in an episode: what was said in an earlier one says nothing of it.</summary>
    /// <remarks>So are those behind it.</remarks>
    public StandByPage In(long? epoch)
    {
        var behind = Behind?.In(epoch);
        return Epoch == epoch && ReferenceEquals(behind, Behind) ? this
            : Epoch == epoch ? this with { Behind = behind }
            : this with
            {
                Epoch = epoch,
                WantsBackAt = null,
                OfferStop = "",
                Trouble = PlayerTrouble.None,
                Waiting = null,
                Behind = behind,
            };
    }

    /// <summary>The page once it is asked for an offer: what became of the last one is said no more.</summary>
    internal StandByPage Asked() => this with { OfferStop = "", Trouble = PlayerTrouble.None, Waiting = null };

    internal bool Is(string pageHash) => SecretHash.AreEqual(PageHash, pageHash);

    /// <summary>Whether it has the offer, taken or not.</summary>
    internal bool Has(StandByOffer offer) => Waiting?.IsSame(offer) == true;

    /// <summary>Whether its offer was taken in an episode, and it is not decided yet what becomes of it.</summary>
    /// <param name="epoch">The episode; null for whichever.</param>
    internal bool IsTakenIn(long? epoch) => Waiting is { IsTaken: true } && (epoch is null || Epoch == epoch);

    /// <summary>The first page of a chain of which something is so; null when it is of none.</summary>
    internal static StandByPage? First(StandByPage? front, Func<StandByPage, bool> isSo) =>
        front is null || isSo(front) ? front : First(front.Behind, isSo);

    internal static StandByPage? Find(StandByPage? front, string pageHash) => First(front, page => page.Is(pageHash));

    /// <summary>
    /// The chain once a page is here, before the others of its session: the one that came last is the one the operator sees. Only the game's own,
    /// which its backend vouches for, stays before a rescue page, which a link let in.
    /// </summary>
    /// <param name="front">The chain.</param>
    /// <param name="page">The page.</param>
    /// <param name="left">The same page as it left; null where it did not, or had nothing to be kept.</param>
    internal static StandByPage Joined(StandByPage? front, StandByPage page, StandByPage? left)
    {
        var known = Find(front, page.PageHash);
        var entered = page.After(known ?? left);
        // The offer is on the page's newest line alone: the other one is seen to have broken in a moment.
        var others = known is null ? front : Replace(front!, known, known with { Waiting = null });
        return others is { Kind: StandByKind.GamePage } && page.Kind == StandByKind.RescuePage
            ? others with
            {
                Behind = entered with { Behind = others.Behind },
            }
            : entered with
            {
                Behind = others,
            };
    }

    internal static StandByPage? Without(StandByPage? front, StandByPage page) =>
        front is null ? null
        : IsSame(front, page) ? front.Behind
        : front with { Behind = Without(front.Behind, page) };

    internal static StandByPage Replace(StandByPage front, StandByPage page, StandByPage by) =>
        IsSame(front, page) ? by with { Behind = front.Behind } : front with { Behind = Replace(front.Behind!, page, by) };

    private static bool IsSame(StandByPage one, StandByPage other) => one.Since == other.Since && one.PageHash == other.PageHash;
}

/// <summary>An offer of a page that waits, for the yes of who has the player in hand or for a better moment, or is being sent.</summary>
/// <param name="Ask">The ask that it came of.</param>
/// <param name="Origin">Where it came from, and where its answer goes.</param>
/// <param name="Locked">The offer, encrypted.</param>
internal sealed record StandByOffer(StandByAsk Ask, OfferOrigin Origin, byte[] Locked)
{
    /// <summary>Who asked the page for it.</summary>
    public Person By => Ask.By;

    /// <summary>Whether somebody is answering it now.</summary>
    public bool IsTaken { get; init; }

    /// <summary>Whether it is sent as it came, and has waited for nobody: its page knows it on its way.</summary>
    public bool IsStraight { get; init; }

    /// <summary>Whether it is one and the same, taken or not.</summary>
    public bool IsSame(StandByOffer other) => ReferenceEquals(Locked, other.Locked);
}

/// <summary>Whose page stands by.</summary>
public enum StandByKind
{
    /// <summary>The game's own, by a ticket of the game's backend.</summary>
    GamePage,

    /// <summary>The rescue page, by the link of an earlier episode that its browser spent.</summary>
    RescuePage,
}

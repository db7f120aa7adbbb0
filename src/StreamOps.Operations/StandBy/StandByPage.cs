using StreamOps.Operations.Acts;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Rescue;
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
    public StandByPage In(long? epoch) =>
        Epoch == epoch
            ? this
            : this with
            {
                Epoch = epoch,
                WantsBackAt = null,
                OfferStop = "",
                Trouble = PlayerTrouble.None,
                Waiting = null,
            };

    internal static StandByPage? FirstFor(StandByPage? front, StandByAsk ask) =>
        front is null || ask.IsFor(front.Kind) ? front : FirstFor(front.Behind, ask);

    internal static StandByPage Asked(StandByPage page) => page with { OfferStop = "", Trouble = PlayerTrouble.None, Waiting = null };

    internal static StandByPage? WaitingIn(StandByPage? front) =>
        front is null or { Waiting.IsTaken: false } ? front : WaitingIn(front.Behind);

    internal static bool IsTakenIn(StandByPage page, long? epoch) =>
        page.Waiting is { IsTaken: true } && (epoch is null || page.Epoch == epoch);

    internal static StandByPage? FindOf(StandByPage? front, StandByOffer offer) =>
        front is null || IsOf(front, offer) ? front : FindOf(front.Behind, offer);

    internal static bool IsOf(StandByPage page, StandByOffer offer) => page.Waiting?.IsSame(offer) == true;

    internal static StandByPage? Find(StandByPage? front, string pageHash) =>
        front is null || SecretHash.AreEqual(front.PageHash, pageHash) ? front : Find(front.Behind, pageHash);

    internal static StandByPage? Without(StandByPage? front, StandByPage page) =>
        front is null ? null
        : IsSame(front, page) ? front.Behind
        : front with { Behind = Without(front.Behind, page) };

    internal static StandByPage Replace(StandByPage front, StandByPage page, StandByPage by) =>
        IsSame(front, page) ? by with { Behind = front.Behind } : front with { Behind = Replace(front.Behind!, page, by) };

    internal static bool IsSame(StandByPage one, StandByPage other) => one.Since == other.Since && one.PageHash == other.PageHash;
}

/// <summary>An offer of a page that waits: for the yes of who has the player in hand, or for a better moment.</summary>
/// <param name="Ask">The ask that it came of.</param>
/// <param name="Origin">Where it came from, and where its answer goes.</param>
/// <param name="Locked">The offer, encrypted.</param>
internal sealed record StandByOffer(StandByAsk Ask, OfferOrigin Origin, byte[] Locked)
{
    /// <summary>Who asked the page for it.</summary>
    public Person By => Ask.By;

    /// <summary>Whether somebody is answering it now.</summary>
    public bool IsTaken { get; init; }

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

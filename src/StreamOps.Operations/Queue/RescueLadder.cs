using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;

namespace StreamOps.Operations.Queue;

/// <summary>How far a rescue has come: six rungs and the words for where it stands.</summary>
/// <param name="Rungs">In the order of <see cref="RungName"/>.</param>
/// <param name="Words">As <c>API, sending…</c>.</param>
public sealed record RescueLadder(IReadOnlyList<Rung> Rungs, string Words)
{
    /// <summary>The words for a player who is connected and sees nothing.</summary>
    public const string NoPicture = "connected, no picture";

    private static readonly RescueLadder Waiting = OfLink("waiting") with { IsUntouched = true };

    /// <summary>The rungs with what each proves, in order.</summary>
    public IEnumerable<(RungName Name, Rung Rung)> Steps => Enum.GetValues<RungName>().Zip(Rungs);

    /// <summary>Since when it is so, for an age behind the words; null when the words stand alone. On the fleet clock.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether the player is connected and sees nothing.</summary>
    public bool IsWithoutPicture { get; init; }

    /// <summary>Whose claim the words tell of, which are others' for who holds it; null where they tell of none.</summary>
    public Person? ClaimedBy { get; init; }

    /// <summary>Whether nothing has happened for this player yet.</summary>
    public bool IsUntouched { get; init; }

    /// <summary>A rung's name in words.</summary>
    public static string WordsFor(RungName name) =>
        name switch
        {
            RungName.LinkOpened => "link opened",
            RungName.OfferHealthy => "offer healthy",
            RungName.ApiAccepted => "API accepted",
            RungName.AnswerApplied => "answer applied",
            RungName.Connected => "connected",
            _ => "picture",
        };

    /// <summary>The ladder of a rescue.</summary>
    /// <param name="attempt">The newest attempt of the episode; null when nobody has sent anything.</param>
    /// <param name="link">The newest link of the episode; null when none was made.</param>
    /// <param name="isOfferHealthy">Whether a pasted offer without a stop lies ready.</param>
    /// <param name="sight">Whether the player sees the game; null to go by the attempt alone.</param>
    public static RescueLadder Of(
        RescueAttempt? attempt,
        RescueLink? link = null,
        bool isOfferHealthy = false,
        PictureSight? sight = null
    ) =>
        attempt is not null && (link is null || !GoesOnAfter(attempt, link))
            ? OfAttempt(attempt, attempt.State == RescueState.Connected && sight == PictureSight.Missing)
        : isOfferHealthy ? ByHand(Rung.Full, Rung.Empty, Rung.Empty, Rung.Empty, "offer healthy, not sent")
        : link is not null ? Before(link)
        : Waiting;

    // The page speaks again after the attempt's last word: the next attempt begins.
    private static bool GoesOnAfter(RescueAttempt attempt, RescueLink link)
    {
        DateTimeOffset?[] moments = [link.MadeAt, link.OpenedAt, link.SpentAt, link.OfferHealthyAt];
        return link.RevokedAt is null
            && attempt.State != RescueState.Connected
            && (attempt.IsOpen ? attempt.AnsweredAt is not null && link.Id != attempt.LinkId : true)
            && moments.Max() > (attempt.EndedAt ?? attempt.AnsweredAt);
    }

    /// <summary>A link by which nothing was sent yet.</summary>
    private static RescueLadder Before(RescueLink link) =>
        link switch
        {
            { RevokedAt: not null } => Waiting with { Words = "link revoked" },
            { IsOfferWaiting: true } => OfLink("offer healthy: send it?", Rung.Full, Rung.Full),
            { OfferStop.Length: > 0, OfferHealthyAt: null } => OfLink("offer stopped", Rung.Full),
            { OfferStop.Length: > 0 } => OfLink("offer not sent", Rung.Full, Rung.Full),
            { OfferHealthyAt: not null } => OfLink("offer healthy", Rung.Full, Rung.Full),
            { Trouble: not PlayerTrouble.None } => OfLink("the page reports trouble", Rung.Full),
            { OpenedAt: { } opened } => OfLink($"opened{In(link.Browser)}", Rung.Full) with { Since = link.SpentAt ?? opened },
            _ => OfLink("link made, not opened"),
        };

    private static RescueLadder OfAttempt(RescueAttempt attempt, bool isWithoutPicture)
    {
        var isByHand = attempt.Source is OfferSource.Paste or OfferSource.Capture;
        var (accepted, connected, words) = attempt.State switch
        {
            RescueState.Requested or RescueState.Sent => (Rung.Half, Rung.Empty, "API, sending…"),
            RescueState.Unknown => (Rung.Half, Rung.Empty, "API, outcome unknown"),
            RescueState.Answered when attempt.Error == ApiErrorCode.ScriptKeptOut => (Rung.Full, Rung.Empty, "protocol script blocked"),
            RescueState.Answered => (Rung.Full, Rung.Empty, isByHand ? "answer ready" : "answer on its way"),
            RescueState.Delivered => (Rung.Full, Rung.Empty, isByHand ? "answer copied" : "answer handed over"),
            RescueState.Connected when isWithoutPicture => (Rung.Full, Rung.Full, NoPicture),
            RescueState.Connected => (Rung.Full, Rung.Full, attempt.PictureAt is null ? "connected" : "connected, picture"),
            RescueState.Failed => (Answered(attempt), Rung.Empty, "failed"),
            RescueState.Expired => (Answered(attempt), Rung.Empty, "too late"),
            RescueState.Abandoned => (Answered(attempt), Rung.Empty, "given up"),
            // Only an answered attempt makes way, for a newer one or a newer loss; and only without an answer CONNECTED is not our doing.
            _ => (Answered(attempt), Rung.Empty, attempt.AnsweredAt is null ? "came back without us" : "replaced"),
        };
        if (attempt is { IsOpen: true, AnswerAppliedAt: not null })
        {
            words = attempt.PictureAt is null ? "answer applied" : "picture seen";
        }

        if (attempt is { IsOpen: true, Source: OfferSource.Capture, AnsweredAt: not null, Error: null })
        {
            words = "takeover, connecting";
        }

        return isByHand
            ? ByHand(Rung.Full, accepted, Applied(attempt), connected, words)
            : OfLink(
                words,
                Rung.Full,
                Rung.Full,
                accepted,
                Applied(attempt),
                connected,
                attempt.PictureAt is null ? Rung.Empty : Rung.Full
            ) with
            {
                IsWithoutPicture = isWithoutPicture,
            };
    }

    private static Rung Answered(RescueAttempt attempt) => attempt.AnsweredAt is null ? Rung.Empty : Rung.Full;

    // Full by the page's word, or by the service's: CONNECTED is proof, and another end is proof of the contrary. Copied by hand, or handed over, is none.
    private static Rung Applied(RescueAttempt attempt) =>
        attempt.AnswerAppliedAt is not null || attempt.State == RescueState.Connected ? Rung.Full
        : attempt is { IsOpen: true, DeliveredAt: not null } ? Rung.Half
        : Rung.Empty;

    private static string In(string browser) => browser.Length > 0 ? $", {browser}" : "";

    private static RescueLadder OfLink(
        string words,
        Rung opened = Rung.Empty,
        Rung offer = Rung.Empty,
        Rung accepted = Rung.Empty,
        Rung applied = Rung.Empty,
        Rung connected = Rung.Empty,
        Rung picture = Rung.Empty
    ) => new([opened, offer, accepted, applied, connected, picture], words);

    // By hand there is no link to open, and nobody can see the player's picture.
    private static RescueLadder ByHand(Rung offer, Rung accepted, Rung applied, Rung connected, string words) =>
        new([Rung.None, offer, accepted, applied, connected, Rung.None], words);
}

/// <summary>What a rung proves, in the order of the ladder.</summary>
public enum RungName
{
    LinkOpened,
    OfferHealthy,
    ApiAccepted,
    AnswerApplied,
    Connected,

    /// <summary>The player's page saw frames of the game.</summary>
    Picture,
}

/// <summary>One step of the ladder.</summary>
public enum Rung
{
    /// <summary>Does not apply: drawn as a dash.</summary>
    None,
    Empty,

    /// <summary>Under way, or done without proof.</summary>
    Half,
    Full,
}

using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Pages;

namespace StreamOps.Operations.Links;

/// <summary>A one-time link for one session and one episode, as operators see it. Its secret and code are not in it. Times are on the <see cref="Time.FleetClock"/>.</summary>
public sealed record RescueLink
{
    /// <summary>The <see cref="OfferStopRule"/> of a page whose offer somebody said no to.</summary>
    public const string NotLetIn = "not-let-in";

    public required Guid Id { get; init; }

    public required StreamSessionArn Session { get; init; }

    /// <summary>The episode it was made for.</summary>
    public required long WindowEpoch { get; init; }

    /// <summary>Who made it, by name.</summary>
    public required string Operator { get; init; }

    /// <summary>Who made it: offers that come by it are sent in their name.</summary>
    public Person By
    {
        get => new(Operator, OperatorSubject, OperatorRole);
        init => (Operator, OperatorSubject, OperatorRole) = (value.Name, value.Subject, value.Role);
    }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The deadline as it was known when the link was made, for as long as the fleet has not been read; null when there was none.</summary>
    public DateTimeOffset? KnownDeadline { get; init; }

    /// <summary>When it was opened last, before it was spent; null when it was not.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>The browser that opened or spent it, as <c>Firefox, Windows</c>; empty before. Foreign text.</summary>
    public string Browser { get; init; } = "";

    /// <summary>When <i>Continue playing</i> spent it; null before.</summary>
    public DateTimeOffset? SpentAt { get; init; }

    /// <summary>When a second browser last tried it; null when none did, or when it was allowed.</summary>
    public DateTimeOffset? SecondBrowserAt { get; init; }

    /// <summary>That browser, in words; empty when there is none. Foreign text.</summary>
    public string SecondBrowser { get; init; } = "";

    /// <summary>The number that browser shows its player, of six digits: two browsers of the same words differ by it. Null when there is none.</summary>
    public int? SecondBrowserNumber { get; init; }

    /// <summary>When the clinic last found an offer of the page healthy; null before, and again once one was stopped.</summary>
    public DateTimeOffset? OfferHealthyAt { get; init; }

    /// <summary>Why the page's last offer was stopped or not sent, as a sentence; empty when it was not.</summary>
    public string OfferStop { get; init; } = "";

    /// <summary>The clinic's rule that stopped it, or <see cref="NotLetIn"/>; empty when it was neither.</summary>
    public string OfferStopRule { get; init; } = "";

    /// <summary>Whether somebody said no to the page's offers: from then on none is sent without a yes, claim or not.</summary>
    public bool IsNotLetIn => OfferStopRule == NotLetIn;

    /// <summary>Whether a healthy offer waits: for an operator's yes, or, with nobody on it, for a moment in which it can go by itself.</summary>
    public bool IsOfferWaiting => WaitingOffer is not null;

    /// <summary>Whether more than one browser opened it, and none spent it.</summary>
    public bool IsOpenedByMore => SpentAt is null && Notes > 1;

    /// <summary>What the page last reported as wrong: until the link is spent the first that did, with the <see cref="Browser"/> it was.</summary>
    public PlayerTrouble Trouble { get; init; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who revoked it; empty while it was not.</summary>
    public string RevokedBy { get; init; } = "";

    /// <summary>Where an offer of the browser that spent it comes from.</summary>
    internal OfferOrigin Origin =>
        new(OfferSource.Link)
        {
            LinkId = Id,
            PageHash = PageHash,
            Epoch = WindowEpoch,
        };

    internal string? OperatorSubject { get; init; }

    internal string? OperatorRole { get; init; }

    /// <summary>Whether another browser has spent a newer link of the session since: known of a link that was looked up, and for good.</summary>
    internal bool IsOutlived { get; init; }

    /// <summary>Grows with every commit.</summary>
    internal int Version { get; init; }

    /// <summary>The hash of the key of the browser that spent it.</summary>
    internal string? PageHash { get; init; }

    /// <summary>The hash of the key of the browser that opened it last; while one reports trouble, of that one.</summary>
    internal string? OpenedPageHash { get; init; }

    internal string? SecondPageHash { get; init; }

    internal byte[]? WaitingOffer { get; init; }

    /// <summary>How many openings, and once it is spent how many second browsers, the audit has: an end to what a stranger can make it hold.</summary>
    internal int Notes { get; init; }
}

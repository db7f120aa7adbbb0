using StreamOps.Operations.Pages;

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

    internal string PageHash { get; init; } = "";

    /// <summary>The page of the same session that it stands before; null when there is no other.</summary>
    internal StandByPage? Behind { get; init; }

    /// <summary>The page as it is in an episode: what was said in an earlier one says nothing of it.</summary>
    public StandByPage In(long? epoch) =>
        Epoch == epoch ? this : this with { Epoch = epoch, WantsBackAt = null, OfferStop = "", Trouble = PlayerTrouble.None };
}

/// <summary>Whose page stands by.</summary>
public enum StandByKind
{
    /// <summary>The game's own, by a ticket of the game's backend.</summary>
    GamePage,

    /// <summary>The rescue page, by the link of an earlier episode that its browser spent.</summary>
    RescuePage,
}

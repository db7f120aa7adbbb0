using StreamOps.Operations.Acts;

namespace StreamOps.Operations.Attempts;

/// <summary>Where an offer came from, and so where its answer goes.</summary>
internal sealed record OfferOrigin(OfferSource Source)
{
    public static readonly OfferOrigin Paste = new(OfferSource.Paste);

    public Guid? LinkId { get; init; }

    /// <summary>The hash of the key of the page that made it; null when an operator brought it.</summary>
    public string? PageHash { get; init; }

    /// <summary>The episode it is for; null for whichever runs.</summary>
    public long? Epoch { get; init; }

    /// <summary>Who has the player in hand and said yes to it; null when nobody was asked.</summary>
    public Person? Consent { get; init; }

    /// <summary>Whether it goes by itself, time and again until it can: nobody asks for each try, and what keeps one from going for a moment is no act of theirs.</summary>
    public bool IsByItself { get; init; }

    /// <summary>Asked right before the attempt is committed, from where on nobody calls it off: whether the offer is still to be sent. Null where nothing speaks against it.</summary>
    public Func<Task<bool>>? IsStillWanted { get; init; }

    /// <summary>The offer as it waited, encrypted: it leaves in the commit that opens its attempt. Null where it did not wait, or not in the store.</summary>
    public byte[]? Kept { get; init; }

    /// <summary>The typed reason of a takeover; empty otherwise.</summary>
    public string Purpose { get; init; } = "";
}

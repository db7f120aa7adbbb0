using StreamOps.Operations.Acts;

namespace StreamOps.Operations.Claims;

/// <summary>"I am on it": who has a player in hand, for as long as the lease. One for each session and episode. Times are on the <see cref="Time.FleetClock"/>.</summary>
public sealed record Claim
{
    /// <summary>Whose player it is.</summary>
    public required StreamSessionArn Session { get; init; }

    /// <summary>The episode it is for.</summary>
    public required long WindowEpoch { get; init; }

    /// <summary>Who holds it, or held it last, by name.</summary>
    public required string Operator { get; init; }

    /// <summary>Who holds it, or held it last.</summary>
    public Person By
    {
        get => new(Operator, OperatorSubject, OperatorRole);
        init => (Operator, OperatorSubject, OperatorRole) = (value.Name, value.Subject, value.Role);
    }

    /// <summary>Since when they hold it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the lease is over, unless an act renews it.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Whether it was given back before the lease was over.</summary>
    public bool IsReleased { get; init; }

    /// <summary>From whom it was taken; null when nobody held it.</summary>
    public Person? TakenFrom => TakenFromName.Length == 0 ? null : new Person(TakenFromName, TakenFromSubject);

    /// <summary>Who brought an offer that waits for the holder's yes; null when none waits.</summary>
    public Person? OfferFrom => WaitingOffer is null ? null : new Person(OfferFromName, OfferFromSubject, OfferFromRole);

    /// <summary>Whose offer the holder said no to; null when none was declined since.</summary>
    public Person? DeclinedTo =>
        WaitingOffer is null && OfferFromName.Length > 0 ? new Person(OfferFromName, OfferFromSubject, OfferFromRole) : null;

    internal string? OperatorSubject { get; init; }

    internal string? OperatorRole { get; init; }

    internal string TakenFromName { get; init; } = "";

    internal string? TakenFromSubject { get; init; }

    internal string OfferFromName { get; init; } = "";

    internal string? OfferFromSubject { get; init; }

    internal string? OfferFromRole { get; init; }

    /// <summary>A pasted offer that waits for the holder's yes, encrypted.</summary>
    internal byte[]? WaitingOffer { get; init; }

    /// <summary>Grows with every commit.</summary>
    internal int Version { get; init; }

    /// <summary>Whether somebody holds it at a moment.</summary>
    public bool StandsAt(DateTimeOffset moment) => !IsReleased && Until > moment;

    /// <summary>Whether somebody holds it who is not this person.</summary>
    /// <param name="person">Who asks; null for somebody who is nobody yet.</param>
    /// <param name="moment">When.</param>
    public bool IsAnothers(Person? person, DateTimeOffset moment) => StandsAt(moment) && person?.Is(By) != true;
}

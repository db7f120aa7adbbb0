using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Players;

/// <summary>Whether a page is let in.</summary>
public abstract record PlayerEntry
{
    private PlayerEntry() { }

    /// <summary>It is.</summary>
    /// <param name="Pass">For its next steps.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="Share">What it counts with.</param>
    public sealed record Admitted(PlayerPass Pass, PlayerState State, PageShare Share) : PlayerEntry;

    /// <summary>It is not.</summary>
    /// <param name="Kind">Why.</param>
    /// <param name="Number">What a second browser shows, so that support can tell it from others: <see cref="Rescue.RescueLink.SecondBrowserNumber"/>.</param>
    public sealed record Refused(PlayerRefusal Kind, int? Number = null) : PlayerEntry
    {
        internal static Refused Of(PlayerRefusal kind, string pageHash) =>
            new(kind, kind == PlayerRefusal.AlreadyUsed ? SecretHash.NumberOf(pageHash) : null);
    }
}

/// <summary>Why a page is not let in.</summary>
public enum PlayerRefusal
{
    /// <summary>No such link or pass, or a pass of another page. For a code the one answer to wrong, old and used ones.</summary>
    Unknown,

    /// <summary>The deadline has passed or the session has ended.</summary>
    TooLate,

    /// <summary>The player came back in another way, or was lost anew since.</summary>
    Over,

    /// <summary>Another browser spent the link.</summary>
    AlreadyUsed,

    /// <summary>Closed by support, or replaced by a newer link.</summary>
    Closed,

    /// <summary>A ticket that is no ticket.</summary>
    MalformedTicket,

    /// <summary>A ticket whose signature is not by the shared key.</summary>
    ForgedTicket,

    /// <summary>A ticket whose time is over.</summary>
    ExpiredTicket,

    /// <summary>A ticket that would let somebody in for longer than any session lasts.</summary>
    LongTicket,

    /// <summary>A ticket that another page used first.</summary>
    ReplayedTicket,

    /// <summary>Mode B is off: no <c>StreamOps:Player:TicketKey</c> is set.</summary>
    NoTickets,

    /// <summary>StreamOps is read-only here.</summary>
    ReadOnly,
}

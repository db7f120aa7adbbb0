namespace StreamOps.Operations.Pages;

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

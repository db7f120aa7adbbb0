namespace StreamOps.Dashboard.Rescue;

/// <summary>What an operator can do about a rescue link, beside making and copying it.</summary>
public enum LinkAct
{
    /// <summary>End it.</summary>
    Revoke,

    /// <summary>Send the healthy offer that waits.</summary>
    SendOffer,

    /// <summary>Not to send it.</summary>
    DeclineOffer,

    /// <summary>Ask the game's own page, which stands by, for an offer.</summary>
    RescueOpenPage,
}

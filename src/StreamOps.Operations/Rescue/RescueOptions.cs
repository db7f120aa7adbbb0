namespace StreamOps.Operations.Rescue;

/// <summary>Settings under <c>StreamOps:Rescue</c>.</summary>
public sealed class RescueOptions
{
    public const string Section = "StreamOps:Rescue";

    /// <summary>Whether a healthy offer that came by a rescue link waits for an operator's yes. Default false: it is sent at once.</summary>
    public bool ConfirmLinkOffers { get; set; }

    /// <summary>Whether an operator's own browser may make the offer, and so show and play the player's session. Default false. At the service it needs <c>StreamOps:Player:WebSdk</c>.</summary>
    public bool AllowTakeover { get; set; }
}

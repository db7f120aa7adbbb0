namespace StreamOps.Operations.Attempts;

/// <summary>How an attempt's offer came.</summary>
public enum OfferSource
{
    /// <summary>An operator pasted it, and hands the answer on by hand.</summary>
    Paste,

    /// <summary>The player's browser made it, by a rescue link; the answer goes back by itself.</summary>
    Link,

    /// <summary>A page that stands by made it; the answer goes back by itself.</summary>
    StandBy,

    /// <summary>The operator's own browser made it: a takeover.</summary>
    Capture,
}

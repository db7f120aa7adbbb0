using StreamOps.Operations.Pages;

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
    /// <param name="Number">What a second browser shows, so that support can tell it from others: <see cref="Links.RescueLink.SecondBrowserNumber"/>.</param>
    public sealed record TurnedAway(PlayerRefusal Kind, int? Number = null) : PlayerEntry;
}

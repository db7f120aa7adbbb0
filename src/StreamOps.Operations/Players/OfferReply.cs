using StreamOps.Operations.Pages;

namespace StreamOps.Operations.Players;

/// <summary>What a page hears of its offer.</summary>
public abstract record OfferReply
{
    private OfferReply() { }

    /// <summary>The service took it: the answer can be read.</summary>
    public sealed record Answered : OfferReply;

    /// <summary>It is healthy and committed, and waits for the operator's yes.</summary>
    public sealed record Waits : OfferReply;

    /// <summary>The clinic stopped it; nothing was sent.</summary>
    /// <param name="Rule">The rule's stable name, as <c>no-h264</c>. Never any of the text.</param>
    public sealed record Stopped(string Rule) : OfferReply;

    /// <summary>It was not taken, or nobody knows yet; <see cref="PlayerState"/> says how it goes on. The operator sees why.</summary>
    public sealed record NotTaken : OfferReply;

    /// <summary>The page may not offer.</summary>
    public sealed record TurnedAway(PlayerRefusal Kind) : OfferReply;
}

using StreamOps.Operations.Pages;

namespace StreamOps.Operations.Players;

/// <summary>What became of a hint of the game's backend.</summary>
public abstract record HintReply
{
    private HintReply() { }

    /// <summary>The session is looked at, or needs no look.</summary>
    public sealed record Taken : HintReply;

    /// <summary>There were too many: nobody looks.</summary>
    public sealed record LetGo : HintReply;

    /// <summary>It is not signed as it has to be.</summary>
    /// <param name="Kind">Why.</param>
    public sealed record TurnedAway(PlayerRefusal Kind) : HintReply;
}

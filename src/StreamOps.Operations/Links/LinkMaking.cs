namespace StreamOps.Operations.Links;

/// <summary>What became of the wish for a rescue link.</summary>
public abstract record LinkMaking
{
    private LinkMaking() { }

    /// <summary>It is made. Secret and code are in nobody's keeping but the caller's.</summary>
    public sealed record Made(RescueLink Link, LinkSecret Secret, LinkCode Code) : LinkMaking;

    /// <summary>Another live link stands: ask whether to replace it, above all when it was opened, and pass its id.</summary>
    public sealed record Stands(RescueLink Link) : LinkMaking;

    /// <summary>It was not made.</summary>
    /// <param name="Reason">A sentence: what is wrong and what to do.</param>
    public sealed record NotMade(string Reason) : LinkMaking;
}

namespace StreamOps.Operations.Claims;

/// <summary>What became of the wish for a claim.</summary>
public abstract record ClaimResult
{
    private ClaimResult() { }

    /// <summary>It is theirs now, or given back as they wished.</summary>
    /// <param name="Claim">The claim after it; null where there was nothing to give back.</param>
    public sealed record Done(Claim? Claim) : ClaimResult;

    /// <summary>Somebody else holds it.</summary>
    /// <param name="Claim">Theirs.</param>
    public sealed record Held(Claim Claim) : ClaimResult;

    /// <summary>Nobody may have it.</summary>
    /// <param name="Reason">A sentence: what is wrong and what to do.</param>
    public sealed record Refused(string Reason) : ClaimResult;
}

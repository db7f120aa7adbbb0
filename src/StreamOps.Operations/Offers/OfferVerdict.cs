namespace StreamOps.Operations.Offers;

/// <summary>What the clinic found in a pasted text. Never holds any of the text.</summary>
/// <param name="Findings">Worst first; empty for a healthy offer.</param>
public sealed record OfferVerdict(IReadOnlyList<OfferFinding> Findings)
{
    public bool IsStopped => Findings.Any(finding => finding.Level == OfferLevel.Stop);

    /// <summary>The worst finding that keeps the text from being sent as it is; null when none does.</summary>
    internal OfferFinding? FirstStop => Findings.FirstOrDefault(finding => finding.Level >= OfferLevel.Fix);

    /// <summary>Whether a repair is offered: <see cref="OfferFinding.Level"/> is <see cref="OfferLevel.Fix"/> and nothing else stops.</summary>
    public bool CanRepair => !IsStopped && Findings.Any(finding => finding.Level == OfferLevel.Fix);
}

/// <summary>One finding in plain words.</summary>
/// <param name="Rule">The rule's name, stable, as <c>no-h264</c>.</param>
/// <param name="Level">What it means for sending.</param>
/// <param name="Words">What is wrong and what to do, for the operator.</param>
/// <param name="SayToPlayer">What to tell the player; empty when there is nothing to say.</param>
public sealed record OfferFinding(string Rule, OfferLevel Level, string Words, string SayToPlayer = "");

/// <summary>What a finding means for sending.</summary>
public enum OfferLevel
{
    Info,
    Warn,

    /// <summary>Sendable after a repair that the operator accepts.</summary>
    Fix,

    /// <summary>Not sendable.</summary>
    Stop,
}

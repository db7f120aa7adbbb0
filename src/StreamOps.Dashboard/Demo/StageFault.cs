using StreamOps.Emulator.Faults;

namespace StreamOps.Dashboard.Demo;

/// <summary>Something that goes wrong with the service until it is switched off again.</summary>
/// <param name="Name">On its button.</param>
/// <param name="Effect">What a visitor will see, as a sentence.</param>
/// <param name="Rule">What the emulator is told.</param>
internal sealed record StageFault(string Name, string Effect, FaultRule Rule)
{
    /// <summary>By name, in the order of their buttons.</summary>
    public static readonly IReadOnlyList<StageFault> All =
    [
        new("Slow API", "Every call takes 1.5 s more.", new("*", FaultKind.Latency, LatencyMs: 1500)),
        new(
            "503",
            "Every call fails with 503: the board keeps what it saw last, and says how old it is.",
            new("*", FaultKind.Error, StatusCode: 503, ErrorCode: "ServiceUnavailableException")
        ),
        new("Throttle", "Every second call is throttled: reads slow down by themselves.", new("*", FaultKind.Throttle, Probability: 0.5)),
        new(
            "Bad answer",
            "The answer to an offer cannot be read: the outcome is unknown, and the same token is tried again.",
            new("CreateStreamSessionConnection", FaultKind.Garbage)
        ),
    ];

    public bool IsOn(IReadOnlyList<FaultRule> rules) => rules.Contains(Rule);

    /// <summary>The rules with this fault switched the other way.</summary>
    public IReadOnlyList<FaultRule> Toggle(IReadOnlyList<FaultRule> rules) =>
        IsOn(rules) ? [.. rules.Where(rule => rule != Rule)] : [.. rules, Rule];
}

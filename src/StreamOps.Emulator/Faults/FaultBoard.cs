using StreamOps.Emulator.Calls;

namespace StreamOps.Emulator.Faults;

/// <summary>The faults in force. A call meets the rules in their order: waits add up, the first that strikes decides.</summary>
public sealed class FaultBoard
{
    private readonly Random _chance = new(1);
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<FaultRule> _rules = [];

    public IReadOnlyList<FaultRule> Rules => _rules;

    /// <summary>Puts these rules in the place of all others.</summary>
    public void Replace(IReadOnlyList<FaultRule> replacement) => _rules = replacement;

    /// <summary>What happens to one call of an operation: how long it waits, its reply if a fault decides it, and whether its own answer is lost on the way.</summary>
    public (TimeSpan Latency, CallReply? Reply, bool LosesAnswer) Draw(string operation)
    {
        lock (_gate)
        {
            var latency = TimeSpan.Zero;
            foreach (var rule in _rules.Where(rule => rule.Operation == "*" || rule.Operation == operation))
            {
                if (_chance.NextDouble() >= rule.Probability)
                {
                    continue;
                }

                latency += TimeSpan.FromMilliseconds(rule.LatencyMs);
                if (rule.Kind is FaultKind.LostAnswer || ReplyOf(rule) is not null)
                {
                    return (latency, ReplyOf(rule), rule.Kind is FaultKind.LostAnswer);
                }
            }

            return (latency, null, false);
        }
    }

    private static CallReply? ReplyOf(FaultRule rule) =>
        rule.Kind switch
        {
            FaultKind.Throttle => new() { Error = ApiErrors.Throttled() },
            FaultKind.Error => new()
            {
                Error = new(rule.StatusCode ?? 500, rule.ErrorCode ?? "InternalServerException", "A fault was asked for."),
            },
            FaultKind.Reset => new() { IsCut = true },
            FaultKind.Garbage => new() { IsGarbage = true },
            _ => null,
        };
}

using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Rescue;

/// <summary>What an operator has begun in a panel, whose reply may take as long as the call is repeated.</summary>
/// <param name="before">The newest attempt when it began.</param>
/// <param name="makesAttempt">Whether it makes an attempt of its own.</param>
internal sealed class PanelAct(RescueAttempt? before, bool makesAttempt)
{
    /// <summary>Whether the board shows what it did.</summary>
    public bool IsShownBy(RescueAttempt? attempt, string? operatorName) =>
        attempt is not null
        && (
            makesAttempt
                ? attempt.Id != before?.Id && OperatorNames.AreSame(attempt.Operator, operatorName)
                : !ReferenceEquals(attempt, before)
        );
}

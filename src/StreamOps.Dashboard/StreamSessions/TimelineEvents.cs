using StreamOps.Operations.Audit;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>What the drawing and the list of a timeline both speak of.</summary>
public static class TimelineEvents
{
    /// <summary>One moment, one pair of bounds: the entry of the running wait says what the countdown says.</summary>
    /// <param name="seen">As stored, oldest first.</param>
    /// <param name="window">The session's running window, whose bounds the countdown goes by; null outside one.</param>
    /// <param name="offset">Service time minus fleet clock time.</param>
    public static IReadOnlyList<SeenStatus> Sharpened(IReadOnlyList<SeenStatus> seen, ReconnectionWindow? window, TimeSpan offset) =>
        window is { Kind: WindowKind.Reach } ? [.. seen.Select(status => Sharpened(status, window, offset))] : seen;

    /// <summary>What was done from here, each act once: that it was meant to be done is told no more once it is known what became of it. An offer's way has its steps.</summary>
    /// <remarks>Of what whoever began it came to: what is refused to somebody else meanwhile says nothing of it.</remarks>
    /// <param name="acts">Oldest first.</param>
    public static IReadOnlyList<AuditEntry> Told(IReadOnlyList<AuditEntry> acts) =>
        [
            .. acts.Where(
                (act, at) =>
                    act is { Step: not AuditSteps.Intent } or { Action: AuditActions.Rescue }
                    || acts.Skip(at + 1).FirstOrDefault(later => later.Action == act.Action && later.By.Is(act.By))
                        is not { Step: not AuditSteps.Intent }
            ),
        ];

    /// <summary>What an audit entry is called on the operator's lane.</summary>
    public static string Word(AuditEntry entry) =>
        (entry.Action, entry.Step) switch
        {
            (AuditActions.Rescue, AuditSteps.Intent) => "offer sent",
            (AuditActions.Rescue, AuditSteps.Accepted) => "answer",
            (AuditActions.Rescue, _) => entry.Step,
            (AuditActions.LookAtSensitive, _) => "look",
            (_, AuditSteps.Intent or AuditSteps.Accepted or AuditSteps.Done) => entry.Action,
            _ => $"{entry.Action} {entry.Step}",
        };

    // An earlier wait of the same session was over before this one could begin.
    private static SeenStatus Sharpened(SeenStatus seen, ReconnectionWindow window, TimeSpan offset) =>
        seen.Status == StreamSessionStatus.PendingClientReconnection && seen.BeganLatest >= window.EnteredEarliest + offset
            ? seen with
            {
                BeganEarliest = window.EnteredEarliest + offset,
                BeganExpected = window.EnteredExpected + offset,
                BeganLatest = window.EnteredLatest + offset,
            }
            : seen;
}

using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Attempts;

/// <summary>Takes an attempt's steps: commits each with its audit entry, then puts it up on the board.</summary>
public sealed class RescueSteps(RescueLedger ledger, RescueBoard board, FleetAccess fleet, TimeProvider time)
{
    /// <summary>The longest time in which an attempt's call is made and repeated.</summary>
    internal static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(60);

    internal RescueLedger Ledger => ledger;

    internal RescueBoard Board => board;

    internal FleetAccess Fleet => fleet;

    internal TimeProvider Time => time;

    /// <summary>Now, on the <see cref="Time.FleetClock"/>.</summary>
    internal DateTimeOffset Now => fleet.Clock.Now;

    internal DateTimeOffset ServiceNow => fleet.ServiceNow;

    /// <summary>An attempt with its secrets; null when there is none. One on a session that is out of somebody's sight is none.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    internal async Task<RescueFile?> FindAsync(Guid attemptId, Actor actor, CancellationToken cancellationToken) =>
        await ledger.FindAsync(attemptId, cancellationToken) is { } file && fleet.IsInSight(actor, file.Attempt.Session) ? file : null;

    /// <summary>Takes a step, or says by the rules why not.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal async Task<RescueStep> TakeAsync(RescueAttempt attempt, RescueTrigger trigger, RescueChange? change = null)
    {
        var step = await ledger.MoveAsync(attempt.Id, trigger, change ?? new RescueChange(Now), moved => EntryFor(moved, attempt.By));
        board.Publish(step.Attempt);
        return step;
    }

    /// <summary>Gives an open attempt a minute from now for the same call with the same token, never past its window, and puts that up: who follows it sees that it has time again.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal async Task<RescueAttempt> GiveTimeAsync(RescueAttempt attempt, DateTimeOffset windowEndsAt)
    {
        attempt = await ledger.ExtendAsync(attempt.Id, Moments.Earlier(Now + LongestCall, windowEndsAt));
        board.Publish(attempt);
        return attempt;
    }

    /// <summary>Notes what the page that made the offer says of it.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal async Task MarkAsync(RescueAttempt attempt, PageMark mark) => board.Publish(await ledger.MarkAsync(attempt.Id, mark, Now));

    /// <summary>Takes the step before the call: waits for the store as long as the attempt has time.</summary>
    /// <exception cref="StoreUnavailableException">The time is over, and nothing was written.</exception>
    internal async Task<RescueStep> TakeCallStartsAsync(RescueAttempt attempt, CancellationToken cancellationToken)
    {
        var step = await time.KeepTryingAsync(
            () => TakeAsync(attempt, RescueTrigger.CallStarts),
            cancellationToken,
            wait => Now + wait < attempt.Deadline
        );
        // An attempt is called by one at a time: what stands there is the step of a try before, whose commit was not confirmed.
        var stoodAlready = step.Attempt.State == RescueState.Sent && step.Attempt.Calls == attempt.Calls + 1;
        return stoodAlready ? new RescueStep(step.Attempt, "") : step;
    }

    /// <summary>Takes a step that tells what has happened already: waits for the store as long as it takes.</summary>
    internal Task<RescueStep> RecordAsync(
        RescueAttempt attempt,
        RescueTrigger trigger,
        RescueChange change,
        CancellationToken cancellationToken
    ) => time.KeepTryingAsync(() => TakeAsync(attempt, trigger, change), cancellationToken);

    /// <summary>The same, where nothing but a reason has become known.</summary>
    internal async Task<RescueAttempt> RecordAsync(
        RescueAttempt attempt,
        RescueTrigger trigger,
        string reason,
        CancellationToken cancellationToken
    ) => (await RecordAsync(attempt, trigger, new RescueChange(Now) { Reason = reason }, cancellationToken)).Attempt;

    internal AuditEntry Entry(RescueAttempt attempt, string step, Person by, string reason = "")
    {
        var (session, id, request, token) = (attempt.Session, attempt.Id, attempt.RequestId, attempt.ClientToken);
        return attempt.Source == OfferSource.Capture
            ? AuditEntries.Takeover(ServiceNow, by, session, step, reason, attempt.Purpose, id, request, token)
            : AuditEntries.Rescue(ServiceNow, by, session, step, reason, id, request, token);
    }

    /// <summary>What the audit says of an attempt that has taken a step; null where it says nothing of such a step.</summary>
    internal AuditEntry? EntryFor(RescueAttempt moved, Person by) =>
        StepOf(moved) is { } step ? Entry(moved, step, by, moved.Reason) : null;

    private static string? StepOf(RescueAttempt attempt) =>
        attempt.State switch
        {
            RescueState.Answered => AuditSteps.Accepted,
            RescueState.Unknown => AuditSteps.Unknown,
            RescueState.Requested or RescueState.Failed => AuditSteps.Failed,
            RescueState.Connected => AuditSteps.Recovered,
            RescueState.Expired => AuditSteps.TooLate,
            RescueState.Abandoned => AuditSteps.GivenUp,
            RescueState.Superseded => AuditSteps.Superseded,
            _ => null,
        };
}

using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.StandBy;

/// <summary>The operator's side of pages that stand by.</summary>
public sealed class StandByDesk(
    RescueChecks checks,
    StandByBoard board,
    StandByAsks asks,
    FleetAccess fleet,
    ClaimLedger claims,
    AuditLog audit
)
{
    /// <summary>Opens a rescue with the session's own open page: it is asked for an offer, which is sent at once in the operator's name.</summary>
    /// <returns>Refused when no page stands by, or the session can take no connection.</returns>
    /// <exception cref="Store.StoreUnavailableException">The audit cannot be written, so nothing was asked.</exception>
    public async Task<CommandResult> AskOpenPageAsync(StreamSessionArn session, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (fleet.PermissionFor(DeskAct.AskOpenPage, actor, session) is { IsAllowed: false } no)
        {
            await NoteRefusalAsync(session, actor, no.Reason);
            return new CommandResult.Refused(no.Reason);
        }

        if (!board.Current.ContainsKey(session))
        {
            return new CommandResult.Refused("No page of this session is open. Send a link instead.");
        }

        var check = await checks.ReadAsync(session, cancellationToken);
        if (check.Window is not { } window)
        {
            await NoteRefusalAsync(session, actor, check.Refusal);
            return new CommandResult.Refused(check.Refusal);
        }

        if (await claims.OfAnotherAsync(session, window.Epoch, actor.Person, fleet.Clock.Now) is { } claim)
        {
            var onIt = ClaimWords.IsOnIt(claim.Operator);
            await audit.NoteAsync(AuditEntries.StandBy(fleet.ServiceNow, actor.Person, session, AuditSteps.Refused, onIt));
            return new CommandResult.Refused(onIt);
        }

        await audit.AppendAsync(AuditEntries.StandBy(fleet.ServiceNow, actor.Person, session, AuditSteps.Asked));
        asks.Ask(session, window.Epoch, actor.Person, check.Reply!.SentAt);
        return new CommandResult.Accepted();
    }

    private Task NoteRefusalAsync(StreamSessionArn session, Actor actor, string why) =>
        audit.NoteAsync(AuditEntries.StandBy(fleet.ServiceNow, actor.Person, session, AuditSteps.Refused, why));
}

using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.Links;

/// <summary>Steps of a link that an operator takes: of one in their sight, and as their role may.</summary>
public sealed class OperatorLinkSteps(RescueChecks checks, LinkSteps steps, FleetAccess fleet, AuditLog audit)
{
    /// <summary>Also of one that is not for whoever asks.</summary>
    internal const string NoSuchLink = "There is no such link.";

    /// <summary>Takes a step, or says why not.</summary>
    /// <param name="linkId">The link.</param>
    /// <param name="who">Who takes it, and what they do by it.</param>
    /// <param name="change">The step; the same link back means that there is none.</param>
    /// <param name="step">What the audit calls it.</param>
    /// <param name="refusal">What is said where there is none.</param>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal async Task<CommandResult> TakeAsync(
        Guid linkId,
        (Actor Actor, DeskAct Act) who,
        Func<RescueLink, RescueLink> change,
        string step,
        string refusal
    )
    {
        if (await steps.Ledger.FindAsync(linkId) is not { } before || !fleet.IsInSight(who.Actor, before.Session))
        {
            return new CommandResult.Refused(NoSuchLink);
        }

        var why =
            checks.IsReadOnly ? StreamSessionActions.ReadOnly
            : ActorPermissions.For(who.Act, who.Actor, before.By) is { IsAllowed: false } no ? no.Reason
            : null;
        if (why is not null)
        {
            await NoteRefusalAsync(before.Session, who.Actor.Person, why);
            return new CommandResult.Refused(why);
        }

        var isTaken = false;
        await steps.TakeAsync(
            before,
            link =>
            {
                var after = change(link);
                isTaken = !ReferenceEquals(link, after);
                return after;
            },
            step,
            who.Actor.Person
        );
        return isTaken ? new CommandResult.Accepted() : new CommandResult.Refused(refusal);
    }

    /// <summary>Commits what somebody answered before it is done.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task RecordAsync(StreamSessionArn session, Person by, string step, string reason) =>
        audit.AppendAsync(steps.Entry(session, step, by, reason));

    /// <summary>Keeps a refusal in the audit.</summary>
    internal Task NoteRefusalAsync(StreamSessionArn session, Person by, string reason) =>
        audit.NoteAsync(steps.Entry(session, AuditSteps.Refused, by, reason));
}

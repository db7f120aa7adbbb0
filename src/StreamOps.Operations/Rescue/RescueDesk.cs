using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Rescue;

/// <summary>Performs rescues: checks the rule again, commits the intent, calls the service, commits the outcome, publishes, follows.</summary>
/// <remarks>
/// The row with its token is committed before the call, so a crash at any point leaves a row that the next start finishes: by the same token
/// while its time allows or its answer waits, else by reading the session.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html
/// </remarks>
public sealed class RescueDesk(
    RescueChecks checks,
    RescueSteps steps,
    RescueCall call,
    AttemptRuns runs,
    AttemptOpenings openings,
    OfferVault vault,
    AuditLog audit,
    ActorPace pace
)
{
    /// <summary>Whether nothing is sent at all: then no yes to an offer that waits is one either.</summary>
    internal bool IsReadOnly => checks.IsReadOnly;

    /// <summary>Sends a player's offer to the session's service and follows the session to its end.</summary>
    /// <remarks>The task ends when the call's outcome is known; the following goes on without it, also when the token is cancelled.</remarks>
    public Task<CommandResult> SendAsync(StreamSessionArn session, Offer offer, Actor actor, CancellationToken cancellationToken) =>
        (WhyNot(steps.Fleet.PermissionFor(DeskAct.Rescue, actor, session)) ?? WhyNotSoOften(DeskAct.Rescue, actor)) is { } no
            ? RefuseUnlessNamelessAsync(session, actor, no)
            : SendAsync(session, offer, actor.Person, OfferOrigin.Paste, cancellationToken);

    /// <summary>After an unknown result, or when the call could not be made: the same call with the same token and offer.</summary>
    public Task<CommandResult> TryAgainAsync(Guid attemptId, Actor actor, CancellationToken cancellationToken) =>
        WithFileAsync(
            attemptId,
            actor,
            file =>
            {
                var refusal =
                    (WhyNot(DeskAct.Rescue, actor) ?? WhyNotSoOften(DeskAct.Rescue, actor)) is { } no ? no
                    : runs.IsCalling(attemptId) ? RescueRefusals.UnderWay
                    : RescueRefusals.WhyNotAgain(file.Attempt, actor.Person, checks.IsReadOnly);
                return refusal.Length > 0
                    ? RefuseAsync(file.Attempt.Session, actor.Person, refusal, attemptId)
                    : RepeatAsync(file, actor.Person, cancellationToken);
            },
            "Nothing was sent again.",
            cancellationToken
        );

    /// <summary>Ends an open attempt by an operator's decision; refused without a reason, and while its call is under way.</summary>
    public Task<CommandResult> AbandonAsync(Guid attemptId, Actor actor, string reason, CancellationToken cancellationToken) =>
        WithFileAsync(
            attemptId,
            actor,
            async file =>
            {
                // To give up somebody's takeover is to end it.
                var act = file.Attempt.Source == OfferSource.Capture ? DeskAct.EndTakeover : DeskAct.GiveUp;
                var no =
                    WhyNot(act, actor, file.Attempt.By)
                    ?? WhyNot(ActorPermissions.ForReason(act, reason))
                    ?? WhyNot(await steps.Ledger.GiveUpVerdictAsync(file.Attempt, actor.Person, steps.Now));
                return no is not null
                    ? await RefuseAsync(file.Attempt.Session, actor.Person, no, attemptId)
                    : await GiveUpAsync(file, actor.Person, reason);
            },
            "",
            cancellationToken
        );

    /// <summary>Sends an offer from wherever it came; the answer goes back there.</summary>
    internal async Task<CommandResult> SendAsync(
        StreamSessionArn session,
        Offer offer,
        Person by,
        OfferOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrWhiteSpace(by.Name))
        {
            return new CommandResult.Refused(RescueRefusals.NoName);
        }

        var check = await checks.CheckAsync(session, offer, origin.Epoch, cancellationToken);
        if (check.Window is not { } window)
        {
            return await RefuseAsync(session, by, origin, new CommandResult.Refused(check.Refusal) { IsPassing = check.IsPassing });
        }

        var opening = openings.Of(session, offer, by, window, origin);
        try
        {
            if (origin.IsStillWanted is { } isStillWanted && !await isStillWanted())
            {
                return await CallOffAsync(session, by, origin);
            }

            var readAt = check.Reply!.SentAt;
            var opened = await openings.OpenAsync(
                opening,
                standing => AnswerRules.MayReplace(standing, opening.Attempt, readAt, steps.Now)
            );
            return opened switch
            {
                { Attempt: { } attempt } => await runs.RunAsync(attempt, offer, window.EndsAt, opened.Shows, cancellationToken),
                { Bar: OfferBar.NotWaiting } => await CallOffAsync(session, by, origin),
                _ => await RefuseAsync(session, by, origin, WhyNotOpened(opened, session)),
            };
        }
        catch (StoreUnavailableException unavailable)
        {
            return new CommandResult.Refused($"{unavailable.Message} Without its record a rescue is not sent. Nothing was sent.")
            {
                IsPassing = true,
            };
        }
    }

    /// <summary>Ends the open attempt of a session that was terminated here. One whose call is under way ends after it, by reading the session.</summary>
    internal async Task GiveUpTerminatedAsync(StreamSessionArn session, Actor actor, CancellationToken cancellationToken)
    {
        if (steps.Board.Current.GetValueOrDefault(session) is { IsOpen: true } attempt)
        {
            // Whoever began it: there is nothing left of it.
            await WithFileAsync(
                attempt.Id,
                actor,
                file => GiveUpAsync(file, actor.Person, "The session was terminated here."),
                "",
                cancellationToken
            );
        }
    }

    // In the name of the one who gives up, who need not be the one who sent it.
    private async Task<CommandResult> GiveUpAsync(RescueFile file, Person by, string reason)
    {
        var attempt = file.Attempt with { By = by };
        var step = await steps.TakeAsync(attempt, RescueTrigger.GivenUp, new RescueChange(steps.Now) { Reason = reason });
        return step.IsTaken ? new CommandResult.Accepted(step.Attempt) : new CommandResult.Refused(step.Refusal);
    }

    /// <summary>Why somebody may not; null when they may.</summary>
    private static string? WhyNot(DeskAct act, Actor actor, Person? owner = null) => WhyNot(ActorPermissions.For(act, actor, owner));

    private static string? WhyNot(ActionVerdict verdict) => verdict.IsAllowed ? null : verdict.Reason;

    /// <summary>Why somebody may not do this so often; null when they may, and then it counts.</summary>
    internal string? WhyNotSoOften(DeskAct act, Actor actor) => pace.Take(act, actor.Person) is { IsAllowed: false } no ? no.Reason : null;

    /// <summary>Says why not, and keeps it in the audit under a name, where there is one.</summary>
    internal Task<CommandResult> RefuseUnlessNamelessAsync(StreamSessionArn session, Actor actor, string reason) =>
        string.IsNullOrWhiteSpace(actor.Name)
            ? Task.FromResult<CommandResult>(new CommandResult.Refused(reason))
            : RefuseAsync(session, actor.Person, reason);

    private CommandResult.Refused WhyNotOpened(RescueOpened opened, StreamSessionArn session) =>
        opened.HeldBy is { } holder && openings.IsLookedFor(holder.Id)
            ? new CommandResult.Refused(RescueRefusals.BrokenOff) { IsPassing = true }
            : new CommandResult.Refused(RescueRefusals.WhyNotOpened(opened, session))
            {
                ClaimedBy = (opened.Bar as OfferBar.Claimed)?.Holder,
            };

    /// <summary>Says that the offer is wanted no more. Where it goes by itself nobody's yes stands in the record that came to nothing.</summary>
    private Task<CommandResult> CallOffAsync(StreamSessionArn session, Person by, OfferOrigin origin) =>
        origin.IsByItself
            ? Task.FromResult<CommandResult>(new CommandResult.Refused(RescueRefusals.NotWanted))
            : RefuseAsync(session, by, RescueRefusals.NotWanted);

    /// <summary>Keeps a refusal in the audit, but for what only puts off an offer that goes by itself.</summary>
    private async Task<CommandResult> RefuseAsync(StreamSessionArn session, Person by, OfferOrigin origin, CommandResult.Refused refused)
    {
        if (!(origin.IsByItself && refused.MayWait))
        {
            await RefuseAsync(session, by, refused.Reason, page: origin.PageHash);
        }

        return refused;
    }

    /// <summary>Says why not, and keeps it in the audit.</summary>
    internal async Task<CommandResult> RefuseAsync(
        StreamSessionArn session,
        Person by,
        string reason,
        Guid? attemptId = null,
        string? page = null
    )
    {
        await audit.NoteAsync(AuditEntries.Rescue(steps.ServiceNow, by, session, AuditSteps.Refused, reason, attemptId), page);
        return new CommandResult.Refused(reason);
    }

    private async Task<CommandResult> WithFileAsync(
        Guid attemptId,
        Actor actor,
        Func<RescueFile, Task<CommandResult>> act,
        string unavailableMeans,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await steps.FindAsync(attemptId, actor, cancellationToken) is { } file
                ? await act(file)
                : new CommandResult.Refused("There is no such attempt.");
        }
        catch (StoreUnavailableException unavailable)
        {
            return new CommandResult.Refused($"{unavailable.Message} {unavailableMeans}".TrimEnd());
        }
    }

    private async Task<CommandResult> RepeatAsync(RescueFile file, Person by, CancellationToken cancellationToken)
    {
        var attempt = await call.ReconcileAsync(file.Attempt, cancellationToken);
        var now = steps.Now;
        if (!attempt.IsOpen)
        {
            return await NothingLeftAsync(attempt, by);
        }

        if (vault.OpenOffer(file.ProtectedOffer) is not { } offer)
        {
            return await RefuseAsync(attempt.Session, by, RescueRefusals.Unreadable, attempt.Id);
        }

        if (file.WindowEndsAt <= now)
        {
            return await RefuseAsync(attempt.Session, by, "Too late: the window has closed. A new offer is needed.", attempt.Id);
        }

        attempt = await steps.GiveTimeAsync(attempt, file.WindowEndsAt);
        if (!attempt.IsOpen)
        {
            return await NothingLeftAsync(attempt, by);
        }

        await audit.AppendAsync(steps.Entry(attempt, AuditSteps.Intent, by, "Try again, same token."));
        return await runs.RunAsync(attempt, offer, file.WindowEndsAt, shows: [], cancellationToken);
    }

    private Task<CommandResult> NothingLeftAsync(RescueAttempt attempt, Person by) =>
        RefuseAsync(attempt.Session, by, $"{attempt.Reason} There is nothing to send again.", attempt.Id);
}

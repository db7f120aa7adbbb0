using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Links;

/// <summary>The operator's side of rescue links: makes, revokes, allows a second browser.</summary>
public sealed class RescueLinkDesk(
    RescueChecks checks,
    LinkSteps steps,
    OperatorLinkSteps acts,
    LinkCodes codes,
    RescueDesk desk,
    StandByAsks asks,
    FleetAccess fleet,
    ClaimLedger claims
)
{
    /// <summary>Makes a link for the session's present episode, and asks an open page of the game that stands by.</summary>
    /// <param name="session">The session.</param>
    /// <param name="actor">Who makes it: offers that come by it are sent in this name.</param>
    /// <param name="replaces">The live link that is to be revoked by this one; null when none is known. Another one is never revoked unasked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    public async Task<LinkMaking> MakeAsync(StreamSessionArn session, Actor actor, Guid? replaces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (fleet.PermissionFor(DeskAct.MakeLink, actor, session) is { IsAllowed: false } no)
        {
            await acts.NoteRefusalAsync(session, actor.Person, no.Reason);
            return new LinkMaking.NotMade(no.Reason);
        }

        if (desk.WhyNotSoOften(DeskAct.MakeLink, actor) is { } tooOften)
        {
            await acts.NoteRefusalAsync(session, actor.Person, tooOften);
            return new LinkMaking.NotMade(tooOften);
        }

        var check = await checks.ReadAsync(session, cancellationToken);
        if (check.Window is not { } window)
        {
            await acts.NoteRefusalAsync(session, actor.Person, check.Refusal);
            return new LinkMaking.NotMade(check.Refusal);
        }

        if (await claims.WhyNotAsync(session, window.Epoch, actor.Person, steps.Now) is { } onIt)
        {
            await acts.NoteRefusalAsync(session, actor.Person, onIt);
            return new LinkMaking.NotMade(onIt);
        }

        var link = new RescueLink
        {
            Id = Guid.NewGuid(),
            Session = session,
            WindowEpoch = window.Epoch,
            Operator = actor.Name,
            By = actor.Person,
            MadeAt = steps.Now,
            KnownDeadline = fleet.Find(session)?.Window is { } live ? RescueLinkRules.ShownDeadlineOf(live) : window.EndsAt,
        };
        if (steps.LifeOf(link) is LinkLife.TooLate)
        {
            await acts.NoteRefusalAsync(session, actor.Person, StreamSessionActions.WindowClosed);
            return new LinkMaking.NotMade(StreamSessionActions.WindowClosed);
        }

        var opening = new LinkOpening(
            link,
            replaces,
            await codes.HasherAsync(),
            steps.Entry(session, AuditSteps.Made, actor.Person),
            steps.Entry(session, AuditSteps.Revoked, actor.Person, "A newer link took its place.")
        );
        var making = await steps.MakeAsync(opening);
        if (making is LinkMaking.Made)
        {
            asks.Ask(session, window.Epoch, actor.Person, check.Reply!.SentAt, StandByKind.GamePage);
        }

        return making;
    }

    /// <summary>Ends a link. An attempt that is under way goes on; its answer is not handed out any more.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    public async Task<CommandResult> RevokeAsync(Guid linkId, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        RescueLink? revoked = null;
        var result = await acts.TakeAsync(
            linkId,
            (actor, DeskAct.EndLink),
            link => revoked = RescueLinkRules.Revoke(link, actor.Name, steps.Now),
            AuditSteps.Revoked,
            "The link is closed already."
        );
        if (result is CommandResult.Accepted && revoked is not null)
        {
            // Making it asked the open page too, and nobody else's ask is this one's to take back.
            asks.Drop(
                (session, ask) =>
                    session == revoked.Session
                    && ask.Epoch == revoked.WindowEpoch
                    && ask.Only == StandByKind.GamePage
                    && ask.By.Is(revoked.By)
            );
        }

        return result;
    }

    /// <summary>Lets the second browser have the link; the first one then reads that it is used.</summary>
    /// <param name="seen">The link as the operator saw it: no other browser than the one in it is ever allowed.</param>
    /// <param name="actor">Who allows it.</param>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    public async Task<CommandResult> AllowAsync(RescueLink seen, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(actor);
        if (
            fleet.PermissionFor(DeskAct.AnswerLink, actor, seen.Session).IsAllowed
            && await claims.WhyNotAsync(seen.Session, seen.WindowEpoch, actor.Person, steps.Now) is { } onIt
        )
        {
            await acts.NoteRefusalAsync(seen.Session, actor.Person, onIt);
            return new CommandResult.Refused(onIt);
        }

        var isOther = false;
        var result = await acts.TakeAsync(
            seen.Id,
            (actor, DeskAct.AnswerLink),
            link =>
            {
                isOther = RescueLinkRules.IsOtherSecond(link, seen);
                return isOther ? link : RescueLinkRules.Allow(link, steps.Now);
            },
            AuditSteps.SecondAllowed,
            "No second browser is waiting at this link."
        );
        return isOther
            ? new CommandResult.Refused(
                "Yet another browser tried the link meanwhile. Nobody was let in: compare the number, then allow it."
            )
            : result;
    }
}

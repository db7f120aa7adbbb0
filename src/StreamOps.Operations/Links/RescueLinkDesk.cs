using System.Collections.Concurrent;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Links;

/// <summary>The operator's side of rescue links: makes, revokes, allows a second browser, says yes to an offer that waits.</summary>
public sealed class RescueLinkDesk(
    RescueChecks checks,
    LinkSteps steps,
    LinkCodes codes,
    RescueDesk desk,
    OfferVault vault,
    StandByAsks asks,
    FleetAccess fleet,
    ClaimLedger claims,
    AuditLog audit
)
{
    /// <summary>Offers that are being answered, by a yes or a no: one of them at a time, and the next one reads what became of it.</summary>
    private readonly ConcurrentDictionary<(Guid LinkId, string Offer), bool> _answering = [];

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
            await NoteRefusalAsync(session, actor.Person, no.Reason);
            return new LinkMaking.NotMade(no.Reason);
        }

        if (desk.WhyNotSoOften(DeskAct.MakeLink, actor) is { } tooOften)
        {
            await NoteRefusalAsync(session, actor.Person, tooOften);
            return new LinkMaking.NotMade(tooOften);
        }

        var check = await checks.ReadAsync(session, cancellationToken);
        if (check.Window is not { } window)
        {
            await NoteRefusalAsync(session, actor.Person, check.Refusal);
            return new LinkMaking.NotMade(check.Refusal);
        }

        if (await claims.OfAnotherAsync(session, window.Epoch, actor.Person, steps.Now) is { } claim)
        {
            await NoteRefusalAsync(session, actor.Person, ClaimWords.IsOnIt(claim.Operator));
            return new LinkMaking.NotMade(ClaimWords.IsOnIt(claim.Operator));
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
            await NoteRefusalAsync(session, actor.Person, RescueRefusals.WindowClosed);
            return new LinkMaking.NotMade(RescueRefusals.WindowClosed);
        }

        var opening = new LinkOpening(
            link,
            replaces,
            await codes.HasherAsync(),
            steps.Entry(session, AuditSteps.Made, actor.Person),
            steps.Entry(session, AuditSteps.Revoked, actor.Person, "A newer link took its place.")
        );
        var making = await steps.Ledger.MakeAsync(opening, standing => IsInTheWay(standing));
        if (making is LinkMaking.Made made)
        {
            steps.Board.Publish(made.Link);
            asks.Ask(session, window.Epoch, actor.Person, check.Reply!.SentAt, StandByKind.GamePage);
        }

        return making;
    }

    /// <summary>Ends a link. An attempt that is under way goes on; its answer is not handed out any more.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    public async Task<CommandResult> RevokeAsync(Guid linkId, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        RescueLink? revoked = null;
        var result = await StepAsync(
            linkId,
            (actor, DeskAct.EndLink),
            link => revoked = RescueLinkRules.Revoke(link, actor.Name, steps.Now),
            AuditSteps.Revoked,
            "The link is closed already."
        );
        // Making it asked the open page too.
        asks.Drop((session, ask) => session == revoked?.Session && ask.Epoch == revoked.WindowEpoch);
        return result;
    }

    /// <summary>Lets the second browser have the link; the first one then reads that it is used.</summary>
    /// <param name="seen">The link as the operator saw it: no other browser than the one in it is ever allowed.</param>
    /// <param name="actor">Who allows it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    public async Task<CommandResult> AllowAsync(RescueLink seen, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(actor);
        var isOther = false;
        var result = await StepAsync(
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

    /// <summary>The operator's yes to an offer that waits: it is sent in the name of who says yes.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be used now.</exception>
    public async Task<CommandResult> ConfirmAsync(Guid linkId, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await steps.Ledger.FindAsync(linkId) is not { } link || !fleet.IsInSight(actor, link.Session))
        {
            return new CommandResult.Refused(NoSuchLink);
        }

        if (ActorPermissions.For(DeskAct.AnswerLink, actor) is { IsAllowed: false } no)
        {
            await NoteRefusalAsync(link.Session, actor.Person, no.Reason);
            return new CommandResult.Refused(no.Reason);
        }

        if (vault.OpenOffer(link.WaitingOffer) is not { } offer)
        {
            return new CommandResult.Refused("No offer waits at this link. A new one is needed.");
        }

        if (RescueLinkRules.MayOffer(link, steps.LifeOf(link), link.PageHash ?? "") is false)
        {
            return new CommandResult.Refused(RescueRefusals.LinkClosed);
        }

        return await SendWaitingAsync(link, offer, actor.Person, cancellationToken);
    }

    /// <summary>The no to an offer that waits: nothing is sent, the panel says who said so, and the player may try again.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be used now.</exception>
    public async Task<CommandResult> DeclineAsync(Guid linkId, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var link = await steps.Ledger.FindAsync(linkId);
        if (
            link is not null
            && await claims.OfAnotherAsync(link.Session, link.WindowEpoch, actor.Person, steps.Now) is { } claim
            && fleet.IsInSight(actor, link.Session)
        )
        {
            await NoteRefusalAsync(link.Session, actor.Person, ClaimWords.IsOnIt(claim.Operator));
            return new CommandResult.Refused(ClaimWords.IsOnIt(claim.Operator));
        }

        return await AnswerAsync(
            linkId,
            link?.WaitingOffer,
            () =>
                StepAsync(
                    linkId,
                    (actor, DeskAct.AnswerLink),
                    standing =>
                        link?.WaitingOffer is { } seen && RescueLinkRules.IsWaiting(standing, seen)
                            ? RescueLinkRules.Decline(standing, ClaimWords.SaidNo(actor.Name))
                            : standing,
                    AuditSteps.Refused,
                    ClaimWords.NothingWaits
                )
        );
    }

    /// <summary>Nobody has the player in hand any more: what waited for their yes is sent in the name of the link's maker, as it would have been without them.</summary>
    /// <remarks>Until the attempt is committed it waits on, and whoever says yes or no meanwhile is heard.</remarks>
    /// <returns>What became of it; null where it goes on waiting untried.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be used now.</exception>
    internal async Task<CommandResult?> SendUnheldAsync(RescueLink link, CancellationToken cancellationToken)
    {
        if (
            vault.OpenOffer(link.WaitingOffer) is not { } offer
            || !RescueLinkRules.MayOffer(link, steps.LifeOf(link), link.PageHash ?? "")
            || await claims.OfAnotherAsync(link.Session, link.WindowEpoch, link.By, steps.Now) is not null
        )
        {
            return null;
        }

        var waiting = link.WaitingOffer!;
        bool? isTaken = null;
        var origin = link.Origin with
        {
            IsByItself = true,
            IsStillWanted = async () => (isTaken = _answering.TryAdd(KeyOf(link.Id, waiting), true)).Value && await IsWaitingAsync(link),
        };
        try
        {
            var result = await desk.SendAsync(link.Session, offer, link.By, origin, cancellationToken);
            // Where it came no further than the reading it waits still, and leaves only if nothing is to be hoped for.
            if (isTaken ??= result is CommandResult.Refused { MayWait: false } && _answering.TryAdd(KeyOf(link.Id, waiting), true))
            {
                await EndAsync(link, waiting, result);
            }

            return result;
        }
        finally
        {
            if (isTaken == true)
            {
                _answering.TryRemove(KeyOf(link.Id, waiting), out _);
            }
        }
    }

    /// <summary>Answers an offer that waits at a link, while nobody else does.</summary>
    private async Task<CommandResult> AnswerAsync(Guid linkId, byte[]? offer, Func<Task<CommandResult>> answer)
    {
        var key = KeyOf(linkId, offer ?? []);
        if (!_answering.TryAdd(key, true))
        {
            return new CommandResult.Refused(ClaimWords.UnderWay);
        }

        try
        {
            return await answer();
        }
        finally
        {
            _answering.TryRemove(key, out _);
        }
    }

    private Task<CommandResult> SendWaitingAsync(RescueLink link, Offer offer, Person by, CancellationToken cancellationToken)
    {
        var waiting = link.WaitingOffer!;
        return AnswerAsync(
            link.Id,
            waiting,
            async () =>
            {
                // Since it was looked at somebody may have said no, and the page may have been loaded anew.
                if (!await IsWaitingAsync(link))
                {
                    return new CommandResult.Refused(ClaimWords.NothingWaits);
                }

                var origin = link.Origin with { IsStillWanted = () => IsWaitingAsync(link) };
                var result = await desk.SendAsync(link.Session, offer, by, origin, cancellationToken);
                await EndAsync(link, waiting, result);
                return result;
            }
        );
    }

    private async Task<bool> IsWaitingAsync(RescueLink seen) =>
        await steps.Ledger.FindAsync(seen.Id) is { } standing && RescueLinkRules.IsWaiting(standing, seen.WaitingOffer!);

    /// <summary>What becomes of an offer that was answered: it leaves, unless it may wait on. What came meanwhile stays.</summary>
    private async Task EndAsync(RescueLink link, byte[] offer, CommandResult result)
    {
        if (result is CommandResult.Refused { MayWait: true })
        {
            return;
        }

        var stop = result is CommandResult.Refused refused ? refused.Reason : "";
        await steps.TakeAsync(
            link,
            standing =>
                RescueLinkRules.IsWaiting(standing, offer)
                    ? standing with
                    {
                        WaitingOffer = null,
                        OfferStop = stop,
                        OfferStopRule = "",
                    }
                    : standing
        );
    }

    private static (Guid LinkId, string Offer) KeyOf(Guid linkId, byte[] offer) => (linkId, Convert.ToHexString(SHA256.HashData(offer)));

    private const string NoSuchLink = "There is no such link.";

    private bool IsInTheWay(RescueLink standing) => steps.LifeOf(standing) is LinkLife.Live or LinkLife.Lapsed;

    private async Task<CommandResult> StepAsync(
        Guid linkId,
        (Actor Actor, DeskAct Act) who,
        Func<RescueLink, RescueLink> change,
        string step,
        string refusal
    )
    {
        if (checks.IsReadOnly)
        {
            return new CommandResult.Refused(StreamSessionActions.ReadOnly);
        }

        if (await steps.Ledger.FindAsync(linkId) is not { } before || !fleet.IsInSight(who.Actor, before.Session))
        {
            return new CommandResult.Refused(NoSuchLink);
        }

        if (ActorPermissions.For(who.Act, who.Actor, before.By) is { IsAllowed: false } no)
        {
            await NoteRefusalAsync(before.Session, who.Actor.Person, no.Reason);
            return new CommandResult.Refused(no.Reason);
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

    private Task NoteRefusalAsync(StreamSessionArn session, Person by, string reason) =>
        audit.NoteAsync(steps.Entry(session, AuditSteps.Refused, by, reason));
}

using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Links;

/// <summary>Offers that wait at links: the operator's yes and no, and the sending of those that nobody holds up any more.</summary>
public sealed class LinkOffers(
    LinkSteps steps,
    OperatorLinkSteps acts,
    RescueDesk desk,
    OfferVault vault,
    FleetAccess fleet,
    ClaimLedger claims,
    BackgroundWork work,
    TimeProvider time
)
{
    private readonly OfferTurns<Guid> _turns = new();

    /// <summary>The operator's yes to an offer that waits: it is sent in the name of who says yes.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be used now.</exception>
    public async Task<CommandResult> ConfirmAsync(Guid linkId, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var link = await steps.Ledger.FindAsync(linkId);
        if (await WhyNotAnswerAsync(link, actor) is { } no)
        {
            return no;
        }

        if (vault.OpenOffer(link!.WaitingOffer) is not { } offer)
        {
            return new CommandResult.Refused(link.IsOfferWaiting ? RescueRefusals.Unreadable : ClaimWords.NothingWaits);
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
        if (await WhyNotAnswerAsync(link, actor) is { } no)
        {
            return no;
        }

        return await _turns.RunAsync(
            linkId,
            link!.WaitingOffer ?? [],
            () =>
                acts.TakeAsync(
                    linkId,
                    (actor, DeskAct.AnswerLink),
                    standing =>
                        link.WaitingOffer is { } seen ? RescueLinkRules.Declined(standing, seen, ClaimWords.SaidNo(actor.Name)) : standing,
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
            Kept = waiting,
            IsByItself = true,
            IsStillWanted = async () => (isTaken = _turns.TryTake(link.Id, waiting)).Value && await IsWaitingAsync(link),
        };
        try
        {
            var result = await desk.SendAsync(link.Session, offer, link.By, origin, cancellationToken);
            // Where it came no further than the reading it waits still, and leaves only if nothing is to be hoped for.
            if (isTaken ??= result is CommandResult.Refused { MayWait: false } && _turns.TryTake(link.Id, waiting))
            {
                await EndAsync(link, waiting, result);
            }

            return result;
        }
        finally
        {
            if (isTaken == true)
            {
                _turns.GiveBack(link.Id, waiting);
            }
        }
    }

    /// <summary>Why somebody answers no offer at a link: first what they may, then who is on it. Null when they may.</summary>
    private async Task<CommandResult?> WhyNotAnswerAsync(RescueLink? link, Actor actor)
    {
        if (link is null || !fleet.IsInSight(actor, link.Session))
        {
            return new CommandResult.Refused(OperatorLinkSteps.NoSuchLink);
        }

        var why =
            desk.IsReadOnly ? StreamSessionActions.ReadOnly
            : ActorPermissions.For(DeskAct.AnswerLink, actor) is { IsAllowed: false } no ? no.Reason
            : await claims.WhyNotAsync(link.Session, link.WindowEpoch, actor.Person, steps.Now);
        if (why is null)
        {
            return link.IsOfferWaiting || !_turns.IsAnyTaken(link.Id) ? null : new CommandResult.Refused(ClaimWords.UnderWay);
        }

        await acts.NoteRefusalAsync(link.Session, actor.Person, why);
        return new CommandResult.Refused(why);
    }

    private Task<CommandResult> SendWaitingAsync(RescueLink link, Offer offer, Person by, CancellationToken cancellationToken)
    {
        var waiting = link.WaitingOffer!;
        return _turns.RunAsync(
            link.Id,
            waiting,
            async () =>
            {
                // Since it was looked at somebody may have said no, and the page may have been loaded anew.
                if (!await IsWaitingAsync(link))
                {
                    return new CommandResult.Refused(ClaimWords.NothingWaits);
                }

                await acts.RecordAsync(link.Session, by, AuditSteps.Allowed, $"The offer at the link of {link.Operator}.");
                var origin = link.Origin with { Kept = waiting, IsStillWanted = () => IsWaitingAsync(link) };
                var result = await desk.SendAsync(link.Session, offer, by, origin, cancellationToken);
                await EndAsync(link, waiting, result);
                return result;
            }
        );
    }

    private async Task<bool> IsWaitingAsync(RescueLink seen) =>
        await steps.Ledger.FindAsync(seen.Id) is { } standing && RescueLinkRules.IsWaiting(standing, seen.WaitingOffer!);

    /// <summary>
    /// What becomes of an offer that was answered: it has left with the commit of its attempt, and without one it leaves now, unless it may wait on. What
    /// came meanwhile stays. Where that can be written down only later nobody waits for it: it changes nothing in what was done.
    /// </summary>
    private async Task EndAsync(RescueLink link, byte[] offer, CommandResult result)
    {
        if (result is CommandResult.Refused { MayWait: true })
        {
            return;
        }

        var stop = result is CommandResult.Refused refused ? refused.Reason : "";
        try
        {
            await LeaveAsync();
        }
        catch (StoreUnavailableException)
        {
            work.Begin(new Leaving(link.Id, link.Version), lifetime => time.KeepTryingAsync(LeaveAsync, lifetime));
        }

        Task LeaveAsync() => steps.TakeAsync(link, standing => RescueLinkRules.Answered(standing, offer, stop));
    }

    private sealed record Leaving(Guid LinkId, int Version);
}

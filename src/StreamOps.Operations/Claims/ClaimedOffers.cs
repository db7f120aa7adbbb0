using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Claims;

/// <summary>Pasted offers where somebody else may have the player in hand: they wait for that one's yes, and go in the name of who brought them.</summary>
public sealed class ClaimedOffers(
    ClaimLedger ledger,
    ClaimBoard board,
    RescueDesk desk,
    FleetAccess fleet,
    OfferVault vault,
    BackgroundWork work,
    TimeProvider time
)
{
    private readonly OfferTurns<StreamSessionArn> _turns = new();

    /// <summary>Sends a pasted offer, or keeps it for the yes of who has the player in hand.</summary>
    /// <param name="session">The session.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="actor">Who brought it: the answer is for them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<CommandResult> SendAsync(StreamSessionArn session, Offer offer, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var result = await desk.SendAsync(session, offer, actor, cancellationToken);
        return result is CommandResult.Refused { ClaimedBy: not null } && fleet.Find(session)?.Window is { } window
            ? await KeepAsync(session, window.Epoch, offer, actor.Person) ?? await desk.SendAsync(session, offer, actor, cancellationToken)
            : result;
    }

    /// <summary>The holder's yes to the offer that waits: it is sent, and its answer is for who brought it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="actor">Who has the player in hand.</param>
    /// <param name="cancellationToken">Ends the wait for the outcome.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be used now.</exception>
    public Task<CommandResult> AllowAsync(StreamSessionArn session, Actor actor, CancellationToken cancellationToken) =>
        AnswerAsync(session, actor, waiting => SendWaitingAsync(waiting, actor, cancellationToken));

    /// <summary>The holder's no: nothing is sent, and who brought it reads that.</summary>
    /// <param name="session">The session.</param>
    /// <param name="actor">Who has the player in hand.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be used now.</exception>
    public Task<CommandResult> DeclineAsync(StreamSessionArn session, Actor actor) =>
        AnswerAsync(
            session,
            actor,
            async waiting =>
                await TakeAsync(waiting, actor, AuditSteps.Refused, ClaimRules.Declined)
                    ? new CommandResult.Accepted()
                    : new CommandResult.Refused(ClaimWords.NothingWaits)
        );

    /// <summary>Null when nobody else has the player in hand any more.</summary>
    private async Task<CommandResult?> KeepAsync(StreamSessionArn session, long epoch, Offer offer, Person from)
    {
        var kept = vault.Lock(offer);
        var now = fleet.Clock.Now;
        var claim = await ledger.ChangeAsync(
            session,
            epoch,
            (standing, _) =>
                standing?.IsAnothers(from, now) == true
                    ? standing with
                    {
                        WaitingOffer = kept,
                        OfferFromName = from.Name,
                        OfferFromSubject = from.Subject,
                        OfferFromRole = from.Role,
                    }
                    : standing,
            (_, after) => Entry(session, from, AuditSteps.Asked, $"An offer waits for the yes of {after.Operator}.")
        );
        if (claim is null || !ReferenceEquals(claim.WaitingOffer, kept))
        {
            return null;
        }

        board.Publish(claim);
        return new CommandResult.Waits(claim.By);
    }

    /// <summary>Answers the offer that waits, while nobody else does: first what somebody may, then whether there is one for them.</summary>
    private async Task<CommandResult> AnswerAsync(StreamSessionArn session, Actor actor, Func<Claim, Task<CommandResult>> answer)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (desk.IsReadOnly)
        {
            return await desk.RefuseAsync(session, actor.Person, StreamSessionActions.ReadOnly);
        }

        if (fleet.PermissionFor(DeskAct.Claim, actor, session) is { IsAllowed: false } no)
        {
            return await desk.RefuseUnlessNamelessAsync(session, actor, no.Reason);
        }

        if (
            board.Current.GetValueOrDefault(session) is not { } shown
            || await ledger.FindAsync(session, shown.WindowEpoch) is not { WaitingOffer: { } offer } claim
            || !IsTheirs(claim, actor)
        )
        {
            return new CommandResult.Refused(_turns.IsAnyTaken(session) ? ClaimWords.UnderWay : ClaimWords.NothingWaits);
        }

        return await _turns.RunAsync(session, offer, () => answer(claim));
    }

    /// <summary>Sends an offer that waits. It leaves the claim with the commit of its attempt, and until then it waits on, also where this process ends.</summary>
    private async Task<CommandResult> SendWaitingAsync(Claim waiting, Actor actor, CancellationToken cancellationToken)
    {
        // The yes is an act: the lease begins anew.
        if (
            !await TakeAsync(
                waiting,
                actor,
                AuditSteps.Allowed,
                standing => ClaimRules.Prolonged(standing, fleet.Clock.Now, LeaseOf(waiting))
            )
        )
        {
            return new CommandResult.Refused(ClaimWords.NothingWaits);
        }

        var origin = OfferOrigin.Paste with
        {
            Epoch = waiting.WindowEpoch,
            Consent = actor.Person,
            Kept = waiting.WaitingOffer,
            IsStillWanted = () => IsStillTheirsAsync(waiting, actor),
        };
        var result = vault.OpenOffer(waiting.WaitingOffer) is { } offer
            ? await desk.SendAsync(waiting.Session, offer, waiting.OfferFrom!, origin, cancellationToken)
            : new CommandResult.Refused(RescueRefusals.Unreadable);
        await EndAsync(waiting, result);
        return result;
    }

    /// <summary>Whether the very offer waits on in the claim of who said yes, the lease over or not: nobody came between.</summary>
    private async Task<bool> IsStillTheirsAsync(Claim waiting, Actor actor) =>
        await ledger.FindAsync(waiting.Session, waiting.WindowEpoch) is { } standing
        && ClaimRules.IsWaiting(standing, waiting.WaitingOffer!)
        && actor.Person.Is(standing.By);

    /// <summary>Takes a step of the claim in which an offer waits, with its audit entry: while that very one does and the claim is the actor's.</summary>
    private async Task<bool> TakeAsync(Claim waiting, Actor actor, string step, Func<Claim, Claim> change)
    {
        var isTaken = false;
        await ChangeAsync(
            waiting,
            (standing, _) =>
            {
                isTaken = ClaimRules.IsWaiting(standing, waiting.WaitingOffer!) && IsTheirs(standing, actor);
                return isTaken ? change(standing) : standing;
            },
            Entry(waiting.Session, actor.Person, step, $"The offer of {waiting.OfferFrom!.Name}.")
        );
        return isTaken;
    }

    /// <summary>
    /// What becomes of an offer that was allowed: it has left with the commit of its attempt, and without one it leaves now, unless it may wait on. Where
    /// that can be written down only later nobody waits for it: it changes nothing in what was done.
    /// </summary>
    private async Task EndAsync(Claim waiting, CommandResult result)
    {
        try
        {
            await LeaveAsync();
        }
        catch (StoreUnavailableException)
        {
            work.Begin(
                new Leaving(waiting.Session, waiting.WindowEpoch, waiting.Version),
                lifetime => time.KeepTryingAsync(LeaveAsync, lifetime)
            );
        }

        Task LeaveAsync() =>
            ChangeAsync(
                waiting,
                (standing, newest) =>
                    !ClaimRules.IsWaiting(standing, waiting.WaitingOffer!) ? standing
                    : result is CommandResult.Refused { MayWait: true } && !ClaimRules.IsOver(newest)
                        ? ClaimRules.WaitsOn(standing, waiting, fleet.Clock.Now, LeaseOf(waiting))
                    : ClaimRules.WithoutOffer(standing)
            );
    }

    /// <summary>Takes a step of a claim that stands.</summary>
    private async Task ChangeAsync(Claim claim, Func<Claim, RescueState?, Claim> change, AuditEntry? entry = null)
    {
        var after = await ledger.ChangeAsync(
            claim.Session,
            claim.WindowEpoch,
            (standing, newest) => standing is null ? null : change(standing, newest),
            (_, _) => entry
        );
        if (after is not null)
        {
            board.Publish(after);
        }
    }

    private bool IsTheirs(Claim claim, Actor actor) => claim.StandsAt(fleet.Clock.Now) && actor.Person.Is(claim.By);

    private TimeSpan LeaseOf(Claim claim) => ClaimRules.LeaseIn(fleet.Find(claim.Session)?.Window?.ConnectionTimeout);

    private AuditEntry Entry(StreamSessionArn session, Person by, string step, string reason) =>
        AuditEntries.Claim(fleet.ServiceNow, by, session, step, reason);

    private sealed record Leaving(StreamSessionArn Session, long Epoch, int Version);
}

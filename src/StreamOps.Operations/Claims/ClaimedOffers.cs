using StreamOps.Operations.Acts;
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
    public async Task<CommandResult> AllowAsync(StreamSessionArn session, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (desk.IsReadOnly)
        {
            return await desk.RefuseAsync(session, actor.Person, StreamSessionActions.ReadOnly);
        }

        if (await TakeAsync(session, actor, AuditSteps.Allowed, ClaimRules.WithoutOffer) is not { } taken)
        {
            return new CommandResult.Refused(ClaimWords.NothingWaits);
        }

        if (vault.OpenOffer(taken.WaitingOffer) is not { } offer)
        {
            return new CommandResult.Refused(ClaimWords.Unreadable);
        }

        var origin = OfferOrigin.Paste with { Epoch = taken.WindowEpoch, Consent = actor.Person };
        CommandResult? result = null;
        try
        {
            result = await desk.SendAsync(session, offer, taken.OfferFrom!, origin, cancellationToken);
            return result;
        }
        finally
        {
            if (result is null or CommandResult.Refused { MayWait: true })
            {
                await ReturnAsync(taken, maybeSent: result is null);
            }
        }
    }

    /// <summary>The holder's no: nothing is sent, and who brought it reads that.</summary>
    /// <param name="session">The session.</param>
    /// <param name="actor">Who has the player in hand.</param>
    public async Task<CommandResult> DeclineAsync(StreamSessionArn session, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (desk.IsReadOnly)
        {
            return await desk.RefuseAsync(session, actor.Person, StreamSessionActions.ReadOnly);
        }

        return await TakeAsync(session, actor, AuditSteps.Refused, ClaimRules.Declined) is null
            ? new CommandResult.Refused(ClaimWords.NothingWaits)
            : new CommandResult.Accepted();
    }

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

    /// <summary>Takes the offer that waits out of the claim, once; null when none waits, or the claim is not the actor's.</summary>
    private async Task<Claim?> TakeAsync(StreamSessionArn session, Actor actor, string step, Func<Claim, Claim> leave)
    {
        if (!fleet.PermissionFor(DeskAct.Claim, actor, session).IsAllowed || board.Current.GetValueOrDefault(session) is not { } seen)
        {
            return null;
        }

        Claim? taken = null;
        var now = fleet.Clock.Now;
        var claim = await ledger.ChangeAsync(
            session,
            seen.WindowEpoch,
            (standing, _) =>
            {
                var isTheirs = standing is { WaitingOffer: not null } && standing.StandsAt(now) && actor.Person.Is(standing.By);
                // A copy: the row takes the new values into the same object.
                taken = isTheirs ? standing! with { } : null;
                return isTheirs ? leave(standing!) : standing;
            },
            (before, _) => Entry(session, actor.Person, step, $"The offer of {before!.OfferFrom!.Name}.")
        );
        if (claim is not null)
        {
            board.Publish(claim);
        }

        return taken;
    }

    /// <summary>Nothing was decided about an offer that was taken: it waits on, also where that can be written down only later.</summary>
    /// <param name="taken">The claim as it was with the offer.</param>
    /// <param name="maybeSent">Whether that is not known: whoever would hear the outcome left before it came, and its attempt may be committed.</param>
    private async Task ReturnAsync(Claim taken, bool maybeSent)
    {
        try
        {
            await PutBackAsync(taken, maybeSent);
        }
        catch (StoreUnavailableException)
        {
            work.Begin(
                new Returning(taken.Session, taken.WindowEpoch, taken.Version),
                lifetime => time.KeepTryingAsync(() => PutBackAsync(taken, maybeSent), lifetime)
            );
        }
    }

    private async Task<Claim?> PutBackAsync(Claim taken, bool maybeSent)
    {
        var lease = ClaimRules.LeaseIn(fleet.Find(taken.Session)?.Window?.ConnectionTimeout);
        var claim = await ledger.ChangeAsync(
            taken.Session,
            taken.WindowEpoch,
            (standing, newest) =>
                maybeSent && ClaimRules.IsUnderWay(newest) ? standing : ClaimRules.PutBack(standing, newest, taken, fleet.Clock.Now, lease),
            (_, _) => null
        );
        if (claim is not null)
        {
            board.Publish(claim);
        }

        return claim;
    }

    private AuditEntry Entry(StreamSessionArn session, Person by, string step, string reason) =>
        AuditEntries.Claim(fleet.ServiceNow, by, session, step, reason);

    private sealed record Returning(StreamSessionArn Session, long Epoch, int Version);
}

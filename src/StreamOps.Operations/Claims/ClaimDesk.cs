using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Claims;

/// <summary>Claims: takes a player in hand, keeps the lease with every act, gives back, takes from a colleague.</summary>
/// <remarks>
/// Whose a claim is goes by the sign-in's subject, and where nobody signs in by the name as it looks: two who give the same name are one to it.
/// Every method but that for acts throws <see cref="StoreUnavailableException"/> when the database cannot be used now; nothing was written then.
/// </remarks>
public sealed class ClaimDesk(
    ClaimLedger ledger,
    ClaimBoard board,
    FleetAccess fleet,
    AuditLog audit,
    ActorPace pace,
    IOptions<OperationsOptions> options
)
{
    /// <summary>Takes the player in hand, if nobody else has.</summary>
    /// <param name="session">Whose player.</param>
    /// <param name="actor">Who is on it from now on.</param>
    public Task<ClaimResult> ClaimAsync(StreamSessionArn session, Actor actor) => AskAsync(session, actor, ClaimTrigger.Claim);

    /// <summary>Takes the player from the colleague who was seen to have it in hand; nobody else is passed over.</summary>
    /// <param name="seen">The claim as it was shown.</param>
    /// <param name="actor">Who is on it from now on.</param>
    public Task<ClaimResult> TakeAsync(Claim seen, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return AskAsync(seen.Session, actor, ClaimTrigger.Take, seen.By);
    }

    /// <summary>Gives the player back; what is under way goes on. Who may claim no more gives nothing back either: their lease runs out.</summary>
    /// <param name="session">Whose player.</param>
    /// <param name="actor">Who held it.</param>
    public async Task<ClaimResult> ReleaseAsync(StreamSessionArn session, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (fleet.PermissionFor(DeskAct.Claim, actor, session) is { IsAllowed: false } no)
        {
            return await RefuseAsync(session, actor.Person, no.Reason);
        }

        if (board.Current.GetValueOrDefault(session) is not { } claim)
        {
            return new ClaimResult.Done(null);
        }

        return pace.Take(DeskAct.Claim, actor.Person) is { IsAllowed: false } tooOften
            ? await RefuseAsync(session, actor.Person, tooOften.Reason)
            : await TakeStepAsync(ClaimTrigger.Release, WishOf(session, claim.WindowEpoch, actor.Person, window: null));
    }

    /// <summary>An act in the panel: the lease of who holds the claim begins anew. Claims nothing that somebody else holds or that was given back.</summary>
    /// <param name="session">Whose player.</param>
    /// <param name="actor">Who acts.</param>
    public async Task RenewAsync(StreamSessionArn session, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (
            board.Current.GetValueOrDefault(session) is { IsReleased: false } claim
            && actor.Person.Is(claim.By)
            && fleet.PermissionFor(DeskAct.Claim, actor, session).IsAllowed
            && fleet.LastKnown(session)?.Window is { } window
            && window.Epoch == claim.WindowEpoch
        )
        {
            try
            {
                await TakeStepAsync(ClaimTrigger.Renew, WishOf(session, claim.WindowEpoch, actor.Person, window));
            }
            catch (StoreUnavailableException)
            {
                // The act itself says so; a lease that is not renewed lapses, for all to see.
            }
        }
    }

    private async Task<ClaimResult> AskAsync(StreamSessionArn session, Actor actor, ClaimTrigger trigger, Person? from = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (fleet.PermissionFor(DeskAct.Claim, actor, session) is { IsAllowed: false } no)
        {
            return string.IsNullOrWhiteSpace(actor.Name)
                ? new ClaimResult.Refused(no.Reason)
                : await RefuseAsync(session, actor.Person, no.Reason);
        }

        if (pace.Take(DeskAct.Claim, actor.Person) is { IsAllowed: false } tooOften)
        {
            return await RefuseAsync(session, actor.Person, tooOften.Reason);
        }

        var isReadOnly = options.Value.ReadOnly;
        var live = fleet.LastKnown(session);
        var rescue = live is null ? ActionVerdict.Refused(fleet.Snapshot.WhyAbsent) : fleet.RescueVerdictOf(live.Session, isReadOnly);
        return ClaimRules.VerdictFor(live, rescue, isReadOnly, fleet.Clock.Now) is { IsAllowed: false } notNow
            ? await RefuseAsync(session, actor.Person, notNow.Reason)
            : await TakeStepAsync(trigger, WishOf(session, live!.Window!.Epoch, actor.Person, live.Window) with { From = from });
    }

    private ClaimWish WishOf(StreamSessionArn session, long epoch, Person by, ReconnectionWindow? window) =>
        new(session, epoch, by, fleet.Clock.Now, ClaimRules.LeaseIn(window?.ConnectionTimeout));

    private async Task<ClaimResult> TakeStepAsync(ClaimTrigger trigger, ClaimWish wish)
    {
        var isOver = false;
        var claim = await ledger.ChangeAsync(
            wish.Session,
            wish.Epoch,
            (standing, newest) =>
            {
                // A rescue that is over stays so, however late a claim comes.
                isOver = ClaimRules.IsOver(newest) && trigger is not ClaimTrigger.Release;
                return isOver ? standing : ClaimRules.Apply(standing, trigger, wish);
            },
            (before, after) => EntryOf(before, after, wish)
        );
        if (claim is not null)
        {
            board.Publish(claim);
        }

        return isOver ? new ClaimResult.Refused("This rescue is over: the player is back, or it was too late.")
            : trigger is not ClaimTrigger.Release && claim is not null && claim.IsAnothers(wish.By, wish.Now) ? new ClaimResult.Held(claim)
            : new ClaimResult.Done(claim);
    }

    // A lease that begins anew is no news.
    private AuditEntry? EntryOf(Claim? before, Claim after, ClaimWish wish) =>
        after switch
        {
            { IsReleased: true } => Entry(wish, AuditSteps.Released),
            _ when before is { IsReleased: false } && before.Since == after.Since && after.By.Is(before.By) => null,
            { TakenFrom: { } from } => Entry(wish, AuditSteps.Taken, $"From {from.Name}."),
            _ => Entry(wish, AuditSteps.Made),
        };

    private AuditEntry Entry(ClaimWish wish, string step, string reason = "") =>
        AuditEntries.Claim(fleet.ServiceNow, wish.By, wish.Session, step, reason);

    private async Task<ClaimResult> RefuseAsync(StreamSessionArn session, Person by, string reason)
    {
        await audit.NoteAsync(AuditEntries.Claim(fleet.ServiceNow, by, session, AuditSteps.Refused, reason));
        return new ClaimResult.Refused(reason);
    }
}

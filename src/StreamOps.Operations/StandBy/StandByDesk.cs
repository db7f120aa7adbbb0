using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.StandBy;

/// <summary>The operator's side of pages that stand by.</summary>
public sealed class StandByDesk(
    RescueChecks checks,
    StandByBoard board,
    StandByAsks asks,
    StandByOffers offers,
    FleetAccess fleet,
    ClaimLedger claims,
    RescueDesk desk,
    OfferVault vault,
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

        if (desk.WhyNotSoOften(DeskAct.AskOpenPage, actor) is { } tooOften)
        {
            await NoteRefusalAsync(session, actor, tooOften);
            return new CommandResult.Refused(tooOften);
        }

        var notNow =
            !board.Current.ContainsKey(session) ? "No page of this session is open. Send a link instead."
            : offers.IsOneTaken(session, EpochOf(session)) ? ClaimWords.UnderWay
            : null;
        if (notNow is not null)
        {
            await NoteRefusalAsync(session, actor, notNow);
            return new CommandResult.Refused(notNow);
        }

        var check = await checks.ReadAsync(session, cancellationToken);
        if (check.Window is not { } window)
        {
            await NoteRefusalAsync(session, actor, check.Refusal);
            return new CommandResult.Refused(check.Refusal);
        }

        if (await claims.WhyNotAsync(session, window.Epoch, actor.Person, fleet.Clock.Now) is { } onIt)
        {
            await NoteRefusalAsync(session, actor, onIt);
            return new CommandResult.Refused(onIt);
        }

        await audit.AppendAsync(AuditEntries.StandBy(fleet.ServiceNow, actor.Person, session, AuditSteps.Asked));
        if (asks.Ask(session, window.Epoch, actor.Person, check.Reply!.SentAt))
        {
            return new CommandResult.Accepted();
        }

        await NoteRefusalAsync(session, actor, ClaimWords.UnderWay);
        return new CommandResult.Refused(ClaimWords.UnderWay);
    }

    /// <summary>The holder's yes to the offer of an open page that waits: it is sent in their name, and its answer goes back to the page.</summary>
    /// <exception cref="Store.StoreUnavailableException">The database cannot be used now; the offer waits on.</exception>
    public async Task<CommandResult> ConfirmAsync(StreamSessionArn session, Actor actor, CancellationToken cancellationToken)
    {
        if (await WhyNotAnswerAsync(session, actor) is { } no)
        {
            return no;
        }

        if (TakeWaiting(session) is not { } waiting)
        {
            return NothingWaits(session);
        }

        await RecordAsync(session, waiting, actor, AuditSteps.Allowed);
        return await SendTakenAsync(session, waiting, actor.Person, cancellationToken);
    }

    /// <summary>The holder's no: nothing is sent, and who asked the page reads it.</summary>
    /// <exception cref="Store.StoreUnavailableException">The database cannot be used now; the offer waits on.</exception>
    public async Task<CommandResult> DeclineAsync(StreamSessionArn session, Actor actor)
    {
        if (await WhyNotAnswerAsync(session, actor) is { } no)
        {
            return no;
        }

        if (TakeWaiting(session) is not { } declined)
        {
            return NothingWaits(session);
        }

        await RecordAsync(session, declined, actor, AuditSteps.Refused, $"The offer that {declined.By.Name} asked for.");
        offers.Settle(session, declined, ClaimWords.SaidNo(actor.Name));
        return new CommandResult.Accepted();
    }

    /// <summary>Nobody has the player in hand any more: what waited for their yes is sent in the name of who asked for it.</summary>
    /// <remarks>Until the attempt is committed it waits on, and whoever says yes or no meanwhile is heard.</remarks>
    /// <returns>What became of it; null where it goes on waiting untried.</returns>
    /// <exception cref="Store.StoreUnavailableException">The database cannot be used now.</exception>
    internal async Task<CommandResult?> SendUnheldAsync(StandByPage page, CancellationToken cancellationToken)
    {
        var session = page.Session;
        if (
            EpochOf(session) is not { } epoch
            || page.In(epoch).FirstWaiting is not { } waiting
            || await claims.OfAnotherAsync(session, epoch, waiting.By, fleet.Clock.Now) is not null
        )
        {
            return null;
        }

        bool? isTaken = null;
        var origin = waiting.Origin with
        {
            IsByItself = true,
            IsStillWanted = () => Task.FromResult((isTaken = offers.TryTake(session, waiting)).Value),
        };
        CommandResult? result = null;
        try
        {
            result = await SendAsync(session, waiting, waiting.By, origin, cancellationToken);
            return result;
        }
        finally
        {
            // Where it came no further than the reading it waits still, and leaves only if nothing is to be hoped for.
            if (isTaken ?? (result is CommandResult.Refused { MayWait: false } && offers.TryTake(session, waiting)))
            {
                End(session, waiting, result);
            }
        }
    }

    private async Task<CommandResult> SendTakenAsync(
        StreamSessionArn session,
        StandByOffer taken,
        Person by,
        CancellationToken cancellationToken
    )
    {
        var origin = taken.Origin with { IsStillWanted = () => Task.FromResult(offers.Has(session, taken)) };
        CommandResult? result = null;
        try
        {
            result = await SendAsync(session, taken, by, origin, cancellationToken);
            return result;
        }
        finally
        {
            End(session, taken, result);
        }
    }

    private async Task<CommandResult> SendAsync(
        StreamSessionArn session,
        StandByOffer waiting,
        Person by,
        OfferOrigin origin,
        CancellationToken cancellationToken
    ) =>
        vault.OpenOffer(waiting.Locked) is { } offer
            ? await desk.SendAsync(session, offer, by, origin, cancellationToken)
            : new CommandResult.Refused(RescueRefusals.Unreadable);

    /// <summary>What becomes of an offer that was taken.</summary>
    private void End(StreamSessionArn session, StandByOffer taken, CommandResult? result)
    {
        // Also where somebody took the claim in the meantime: now it waits for theirs.
        if (result is null or CommandResult.Refused { MayWait: true })
        {
            offers.PutBack(session, taken);
        }
        else if (
            !offers.Settle(session, taken, result is CommandResult.Refused refused ? refused.Reason : "")
            && result is CommandResult.Refused
        )
        {
            // Loaded anew meanwhile: what it will offer instead may fare better.
            asks.AskAgain(session, taken.Ask);
        }
    }

    /// <summary>Takes the offer of the episode that runs; of a session that the fleet does not know whichever waits, and none of a player who is back.</summary>
    private StandByOffer? TakeWaiting(StreamSessionArn session) =>
        fleet.Find(session) is { Window: null } ? null : offers.TakeWaiting(session, EpochOf(session));

    private long? EpochOf(StreamSessionArn session) => fleet.Find(session)?.Window?.Epoch;

    private CommandResult.Refused NothingWaits(StreamSessionArn session) =>
        new(offers.IsOneTaken(session, epoch: null) ? ClaimWords.UnderWay : ClaimWords.NothingWaits);

    /// <summary>Commits what was answered to an offer before it is done; where that fails the offer waits on.</summary>
    private async Task RecordAsync(StreamSessionArn session, StandByOffer taken, Actor actor, string step, string reason = "")
    {
        try
        {
            await audit.AppendAsync(AuditEntries.StandBy(fleet.ServiceNow, actor.Person, session, step, reason));
        }
        catch
        {
            offers.PutBack(session, taken);
            throw;
        }
    }

    private async Task<CommandResult?> WhyNotAnswerAsync(StreamSessionArn session, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var why =
            checks.IsReadOnly ? StreamSessionActions.ReadOnly
            : fleet.PermissionFor(DeskAct.AskOpenPage, actor, session) is { IsAllowed: false } no ? no.Reason
            : fleet.Find(session)?.Window is { } window ? await claims.WhyNotAsync(session, window.Epoch, actor.Person, fleet.Clock.Now)
            : null;
        if (why is null)
        {
            return null;
        }

        await NoteRefusalAsync(session, actor, why);
        return new CommandResult.Refused(why);
    }

    private Task NoteRefusalAsync(StreamSessionArn session, Actor actor, string why) =>
        audit.NoteAsync(AuditEntries.StandBy(fleet.ServiceNow, actor.Person, session, AuditSteps.Refused, why));
}

using StreamOps.Operations.Acts;
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

    /// <summary>The holder's yes to the offer of an open page that waits: it is sent in their name, and its answer goes back to the page.</summary>
    /// <exception cref="Store.StoreUnavailableException">The database cannot be used now; the offer waits on.</exception>
    public async Task<CommandResult> ConfirmAsync(StreamSessionArn session, Actor actor, CancellationToken cancellationToken)
    {
        if (await WhyNotAnswerAsync(session, actor) is { } no)
        {
            return no;
        }

        if (asks.TakeWaiting(session) is not { } waiting)
        {
            return new CommandResult.Refused(ClaimWords.NothingWaits);
        }

        await RecordAsync(session, waiting, actor, AuditSteps.Allowed);
        return await SendAsync(session, waiting, actor.Person, cancellationToken);
    }

    /// <summary>The holder's no: nothing is sent, and who asked the page reads it.</summary>
    /// <exception cref="Store.StoreUnavailableException">The database cannot be used now; the offer waits on.</exception>
    public async Task<CommandResult> DeclineAsync(StreamSessionArn session, Actor actor)
    {
        if (await WhyNotAnswerAsync(session, actor) is { } no)
        {
            return no;
        }

        if (asks.TakeWaiting(session) is not { } declined)
        {
            return new CommandResult.Refused(ClaimWords.NothingWaits);
        }

        await RecordAsync(session, declined, actor, AuditSteps.Refused, $"The offer that {declined.By.Name} asked for.");
        asks.Settle(session, declined, ClaimWords.SaidNo(actor.Name));
        return new CommandResult.Accepted();
    }

    /// <summary>Nobody has the player in hand any more: what waited for their yes is sent in the name of who asked for it.</summary>
    /// <exception cref="Store.StoreUnavailableException">The database cannot be used now.</exception>
    internal async Task SendUnheldAsync(StandByPage page, CancellationToken cancellationToken)
    {
        if (
            page.OfferFrom is { } asker
            && page.OfferEpoch is { } epoch
            && fleet.Find(page.Session)?.Window?.Epoch == epoch
            && await claims.OfAnotherAsync(page.Session, epoch, asker, fleet.Clock.Now) is null
            && asks.TakeWaiting(page.Session) is { } waiting
        )
        {
            await SendAsync(page.Session, waiting, waiting.By, cancellationToken);
        }
    }

    private async Task<CommandResult> SendAsync(
        StreamSessionArn session,
        StandByOffer waiting,
        Person by,
        CancellationToken cancellationToken
    )
    {
        CommandResult? result = null;
        try
        {
            result = vault.OpenOffer(waiting.Locked) is { } offer
                ? await desk.SendAsync(session, offer, by, OriginOf(session, waiting), cancellationToken)
                : new CommandResult.Refused(ClaimWords.Unreadable);
            return result;
        }
        finally
        {
            // Also where somebody took the claim in the meantime: now it waits for theirs.
            if (result is null or CommandResult.Refused { MayWait: true })
            {
                asks.PutBack(session, waiting);
            }
            else if (
                !asks.Settle(session, waiting, result is CommandResult.Refused refused ? refused.Reason : "")
                && result is CommandResult.Refused
            )
            {
                // Loaded anew meanwhile: what it will offer instead may fare better.
                asks.AskAgain(session, waiting.Ask);
            }
        }
    }

    private OfferOrigin OriginOf(StreamSessionArn session, StandByOffer waiting) =>
        waiting.Origin with
        {
            IsStillWanted = () => Task.FromResult(asks.Has(session, waiting)),
        };

    /// <summary>Commits what was answered to an offer before it is done; where that fails the offer waits on.</summary>
    private async Task RecordAsync(StreamSessionArn session, StandByOffer taken, Actor actor, string step, string reason = "")
    {
        try
        {
            await audit.AppendAsync(AuditEntries.StandBy(fleet.ServiceNow, actor.Person, session, step, reason));
        }
        catch
        {
            asks.PutBack(session, taken);
            throw;
        }
    }

    private async Task<CommandResult?> WhyNotAnswerAsync(StreamSessionArn session, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var why =
            fleet.PermissionFor(DeskAct.AskOpenPage, actor, session) is { IsAllowed: false } no ? no.Reason
            : fleet.Find(session)?.Window is { } window
            && await claims.OfAnotherAsync(session, window.Epoch, actor.Person, fleet.Clock.Now) is { } claim
                ? ClaimWords.IsOnIt(claim.Operator)
            : "";
        if (why.Length == 0)
        {
            return null;
        }

        await NoteRefusalAsync(session, actor, why);
        return new CommandResult.Refused(why);
    }

    private Task NoteRefusalAsync(StreamSessionArn session, Actor actor, string why) =>
        audit.NoteAsync(AuditEntries.StandBy(fleet.ServiceNow, actor.Person, session, AuditSteps.Refused, why));
}

using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;

namespace StreamOps.Operations.Links;

/// <summary>Takes a link's steps: commits each with its audit entry, then puts the link up on the board.</summary>
public sealed class LinkSteps(LinkLedger ledger, LinkBoard board, FleetAccess fleet)
{
    /// <summary>Who acts when a player's page does.</summary>
    internal static readonly Person Player = new("player's page");

    internal LinkLedger Ledger => ledger;

    internal LinkBoard Board => board;

    /// <summary>Now, on the <see cref="Time.FleetClock"/>.</summary>
    internal DateTimeOffset Now => fleet.Clock.Now;

    internal LinkLife LifeOf(RescueLink link) => RescueLinkRules.LifeOf(link, fleet.Find(link.Session), Now);

    /// <summary>Whether an episode is over, by what the fleet knows now.</summary>
    internal bool IsOver(StreamSessionArn session, long epoch) =>
        !RescueLinkRules.LifeOf(epoch, knownDeadline: null, fleet.Find(session), Now).IsOpen();

    /// <summary>Makes a link, in place of the session's last one where that opens nothing any more or is the one to replace.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal async Task<LinkMaking> MakeAsync(LinkOpening opening)
    {
        var making = await ledger.MakeAsync(opening, standing => LifeOf(standing).IsOpen());
        if (making is LinkMaking.Made made)
        {
            board.Publish(made.Link);
        }

        return making;
    }

    /// <summary>Takes a step that is worth no audit entry.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal async Task<RescueLink> TakeAsync(RescueLink link, Func<RescueLink, RescueLink> change) =>
        Published(await ledger.ChangeAsync(link.Id, change) ?? link);

    /// <summary>Takes a step with its audit entry.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal async Task<RescueLink> TakeAsync(
        RescueLink link,
        Func<RescueLink, RescueLink> change,
        string step,
        Person by,
        string reason = ""
    ) => Published(await ledger.ChangeAsync(link.Id, change, after => Entry(after.Session, step, by, reason)) ?? link);

    /// <summary>Takes a step about a browser; only one that is noted (<see cref="RescueLink.Notes"/>) has an audit entry.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal async Task<RescueLink> NoteAsync(RescueLink link, Func<RescueLink, RescueLink> change, string step, string browser)
    {
        var isNoted = false;
        return Published(
            await ledger.ChangeAsync(
                link.Id,
                before =>
                {
                    var after = change(before);
                    isNoted = after.Notes > before.Notes;
                    return after;
                },
                after => isNoted ? Entry(after.Session, step, Player, browser) : null
            ) ?? link
        );
    }

    internal AuditEntry Entry(StreamSessionArn session, string step, Person by, string reason = "") =>
        AuditEntries.RescueLink(fleet.ServiceNow, by, session, step, reason);

    internal RescueLink Published(RescueLink link)
    {
        board.Publish(link);
        return link;
    }
}

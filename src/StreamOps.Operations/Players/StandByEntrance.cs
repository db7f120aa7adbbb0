using StreamOps.Operations.Pages;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Players;

/// <summary>Lets the game's own pages in, by their tickets.</summary>
public sealed class StandByEntrance(
    IOptions<StandByOptions> options,
    TicketTable tickets,
    PassBook passes,
    StandByOffers pageOffers,
    OfferPosts posts,
    PlayerView view,
    TimeProvider time
)
{
    /// <summary>Signed when it is given: what is good for longer is a page's ticket.</summary>
    private static readonly TimeSpan LongestHint = TimeSpan.FromMinutes(5);

    internal async Task<PlayerEntry> EnterAsync(string text, PageKey page, string browser, bool isLoadedAnew)
    {
        if (options.Value.TicketKey is not { Length: > 0 } key)
        {
            return new PlayerEntry.TurnedAway(PlayerRefusal.NoTickets);
        }

        if (StandByTicket.Read(text, Encoding.UTF8.GetBytes(key), time.GetUtcNow(), out var ticket) is { } refusal)
        {
            return new PlayerEntry.TurnedAway(refusal);
        }

        if (!await tickets.BindTicketAsync(ticket!.Hash, page.Hash, ticket.Expires))
        {
            return new PlayerEntry.TurnedAway(PlayerRefusal.ReplayedTicket);
        }

        if (isLoadedAnew)
        {
            posts.LoadedAnew(ticket.Session, page.Hash);
            pageOffers.LoadAnew(ticket.Session, page.Hash);
        }

        var content = new PassContent(ticket.Session.Value, LinkId: null, page.Hash, BrowserWords.Of(browser), ticket.Expires);
        return new PlayerEntry.Admitted(
            passes.Write(content),
            view.OfStandBy(ticket.Session, page.Hash, known: null),
            PageShare.Of(ticket.Session, link: null, page.Hash)
        );
    }

    /// <summary>Reads what the backend signed to hint at a session.</summary>
    /// <returns>Why it is refused; null when it is not.</returns>
    internal PlayerRefusal? ReadHint(string signed, out StreamSessionArn session)
    {
        session = default;
        if (options.Value.TicketKey is not { Length: > 0 } key)
        {
            return PlayerRefusal.NoTickets;
        }

        var now = time.GetUtcNow();
        if (StandByTicket.Read(signed, Encoding.UTF8.GetBytes(key), now, out var ticket) is { } refusal)
        {
            return refusal;
        }

        session = ticket!.Session;
        return ticket.Expires - now > LongestHint ? PlayerRefusal.LongTicket : null;
    }

    /// <summary>Whether the time of the ticket behind a pass is over.</summary>
    internal bool IsOver(PassContent pass) => pass.Expires <= time.GetUtcNow();
}

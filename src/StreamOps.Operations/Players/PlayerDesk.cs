using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.Players;

/// <summary>
/// The player's side of a rescue, by link, by code or standing by: what an anonymous page may ask and do. It learns of no other session, and an answer
/// goes only to the very page that made the offer.
/// </summary>
/// <remarks>Every method throws <see cref="Store.StoreUnavailableException"/> when the database cannot be used now; nothing was written then.</remarks>
public sealed class PlayerDesk
{
    internal PlayerDesk() { }

    /// <summary>Opens a link. Consumes nothing, as often as it is done.</summary>
    /// <param name="secret">The link's secret.</param>
    /// <param name="page">The page's own key.</param>
    /// <param name="browser">Browser and system in a few words, as <c>Firefox, Windows</c>; at most 60 characters of it are kept.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PlayerEntry> OpenAsync(LinkSecret secret, PageKey page, string browser, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>As with the secret. Wrong, old and used codes get <see cref="PlayerRefusal.Unknown"/>, all after the same time.</summary>
    /// <param name="code">Null for a text that is no code: refused like a wrong one.</param>
    /// <param name="page">The page's own key.</param>
    /// <param name="browser">Browser and system in a few words.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PlayerEntry> OpenAsync(LinkCode? code, PageKey page, string browser, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>The game's own page stands by. At first use its ticket is bound to the page; while it reads <see cref="WatchAsync"/> it is on the board.</summary>
    /// <param name="ticket">What the game's backend signed: see <see cref="StandBy.StandByTicket"/>. At most 4,096 characters.</param>
    /// <param name="page">The page's own key.</param>
    /// <param name="browser">Browser and system in a few words.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PlayerEntry> StandByAsync(string ticket, PageKey page, string browser, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary><i>Continue playing</i>: spends the link for this browser, which may come again until the deadline.</summary>
    public Task<PlayerEntry> ContinueAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>Where the page stands now.</summary>
    public Task<PlayerEntry> ReadAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>Where the page stands, then each change; ends after an end (<see cref="PlayerPhases.IsEnd"/>), or at once for a pass that is not this page's.</summary>
    public IAsyncEnumerable<PlayerState> WatchAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>The page's offer: examined, committed, sent. Once committed it survives the caller and the process; its answer waits for the page.</summary>
    /// <param name="pass">The page's pass.</param>
    /// <param name="page">The page's own key.</param>
    /// <param name="offer">The text as the browser made it; over 64 KB it is stopped.</param>
    /// <param name="cancellationToken">Ends the wait for the outcome.</param>
    public Task<OfferOutcome> OfferAsync(PlayerPass pass, PageKey page, Offer offer, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>The answer to this page's own newest offer; null while there is none, and for any other page.</summary>
    public Task<Answer?> ReadAnswerAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>The page says that its browser took the answer.</summary>
    public Task<PlayerEntry> AnswerAppliedAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>The page says that frames rose for three seconds.</summary>
    public Task<PlayerEntry> PictureSeenAsync(PlayerPass pass, PageKey page, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");

    /// <summary>The page says what went wrong. A new offer may follow while the session can take one.</summary>
    public Task<PlayerEntry> ReportAsync(PlayerPass pass, PageKey page, PlayerTrouble trouble, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not built yet.");
}

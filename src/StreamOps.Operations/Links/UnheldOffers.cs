using StreamOps.Operations.Background;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Links;

/// <summary>Offers of players' pages that wait for the yes of who has the player in hand: once nobody has, they go by themselves. A player is at the page, and the clock runs.</summary>
internal sealed class UnheldOffers(
    LinkBoard links,
    RescueLinkDesk desk,
    StandByBoard pages,
    StandByDesk standBy,
    IOptions<RescueOptions> options,
    TimeProvider time,
    ILogger<UnheldOffers> logger
) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    // Where every offer waits for a yes, these do too.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (!options.Value.ConfirmLinkOffers)
        {
            await logger.KeepOnAsync("Sending offers that nobody holds up any more", RunAsync, time, stoppingToken);
        }
    }

    /// <summary>All at once: a call that hangs holds up no other player's, and the budget gives the turns by their deadlines.</summary>
    internal Task LookAsync(CancellationToken cancellationToken) =>
        Task.WhenAll([
            .. links
                .Current.Values.Where(link => link.IsOfferWaiting)
                .Select(link => TryAsync(() => desk.SendUnheldAsync(link, cancellationToken))),
            .. pages
                .Current.Values.Where(page => page.OfferFrom is not null)
                .Select(page => TryAsync(() => standBy.SendUnheldAsync(page, cancellationToken))),
        ]);

    private static async Task TryAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Store.StoreUnavailableException)
        {
            // Tried again in a second.
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }
}

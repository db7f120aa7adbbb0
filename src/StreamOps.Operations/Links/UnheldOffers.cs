using StreamOps.Operations.Background;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.Links;

/// <summary>Offers of links that wait for the yes of who has the player in hand: once nobody has, they go by themselves. A player is at the page, and the clock runs.</summary>
internal sealed class UnheldOffers(
    LinkBoard board,
    RescueLinkDesk desk,
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

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var link in board.Current.Values.Where(link => link.IsOfferWaiting))
        {
            try
            {
                await desk.SendUnheldAsync(link, cancellationToken);
            }
            catch (Store.StoreUnavailableException)
            {
                // Tried again in a second.
            }
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

using StreamOps.Operations.Background;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Links;

/// <summary>Puts up the links the last process left, then keeps house: erases offers that wait at dead links, asks of episodes that are over, and what is old.</summary>
internal sealed partial class LinkKeeper(
    LinkSteps steps,
    TicketTable tickets,
    StandByAsks asks,
    TimeProvider time,
    ILogger<LinkKeeper> logger
) : BackgroundService
{
    private const string Work = "Keeping links";

    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    private bool _isLoaded;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody is let in: who sees no link makes another, which ends the one that the player has.
        _isLoaded = await logger.TryFirstAsync(Work, stop => StorePatience.TryOnceAsync(() => PutUpAsync(stop)), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await logger.KeepOnAsync(Work, KeepOnAsync, time, stoppingToken);
    }

    private async Task KeepOnAsync(CancellationToken stoppingToken)
    {
        if (!_isLoaded)
        {
            await LoadAsync(stoppingToken);
            _isLoaded = true;
        }

        using var timer = new PeriodicTimer(Round, time);
        do
        {
            await KeepAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Puts the links up that stand in the store; waits for it as long as it takes.</summary>
    internal Task LoadAsync(CancellationToken cancellationToken) =>
        time.KeepTryingAsync(() => PutUpAsync(cancellationToken), cancellationToken);

    private async Task PutUpAsync(CancellationToken cancellationToken)
    {
        foreach (var link in await steps.Ledger.NewestAsync(steps.Now - StreamSession.SurelyOverAfter, cancellationToken))
        {
            steps.Board.Publish(link);
        }
    }

    internal async Task KeepAsync(CancellationToken cancellationToken)
    {
        var oldest = steps.Now - StreamSession.SurelyOverAfter;
        steps.Board.ForgetMadeBefore(oldest);
        asks.Drop((session, ask) => ask.At < oldest || steps.IsOver(session, ask.Epoch));
        asks.Forget(oldest, steps.IsOver);
        try
        {
            foreach (var link in steps.Board.Current.Values.Where(link => link.IsOfferWaiting && IsDead(link)))
            {
                await steps.TakeAsync(link, standing => IsDead(standing) ? standing with { WaitingOffer = null } : standing);
            }

            await steps.Ledger.DeleteMadeBeforeAsync(oldest, cancellationToken);
            await tickets.ForgetTicketsBeforeAsync(time.GetUtcNow(), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            NotKept();
        }
    }

    private bool IsDead(RescueLink link) => !steps.LifeOf(link).IsOpen();

    [LoggerMessage(1, LogLevel.Warning, "Old rescue links could not be erased; tried again in a minute.")]
    private partial void NotKept();
}

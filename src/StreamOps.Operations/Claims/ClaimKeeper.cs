using StreamOps.Operations.Background;
using StreamOps.Operations.Store;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Claims;

/// <summary>Puts up the claims the last process left, then keeps house: what has lapsed long ago goes, and what waited in it at once.</summary>
internal sealed partial class ClaimKeeper(
    ClaimLedger ledger,
    ClaimBoard board,
    FleetClock clock,
    TimeProvider time,
    ILogger<ClaimKeeper> logger
) : BackgroundService
{
    private const string Work = "Keeping claims";

    /// <summary>How long who held a claim can read that it is over.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    private bool _isLoaded;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody is let in: they read who has a player in hand before they open anything.
        _isLoaded = await logger.TryFirstAsync(Work, stop => StorePatience.TryOnceAsync(() => PutUpAsync(stop)), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await logger.KeepOnAsync(Work, KeepAsync, time, stoppingToken);
    }

    /// <summary>Puts the claims up that stand in the store; waits for it as long as it takes.</summary>
    internal Task LoadAsync(CancellationToken cancellationToken) =>
        time.KeepTryingAsync(() => PutUpAsync(cancellationToken), cancellationToken);

    private async Task PutUpAsync(CancellationToken cancellationToken)
    {
        foreach (var claim in await ledger.StandingAsync(clock.Now - Shown, cancellationToken))
        {
            board.Publish(claim);
        }
    }

    internal async Task CleanAsync(CancellationToken cancellationToken)
    {
        board.ForgetOverBefore(clock.Now - Shown);
        board.ForgetOffers(clock.Now);
        try
        {
            await ledger.EraseOffersAsync(clock.Now, cancellationToken);
            await ledger.DeleteOverBeforeAsync(clock.Now - StreamSession.SurelyOverAfter, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            NotKept();
        }
    }

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        if (!_isLoaded)
        {
            await LoadAsync(stoppingToken);
            _isLoaded = true;
        }

        using var timer = new PeriodicTimer(Round, time);
        do
        {
            await CleanAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Warning, "Old claims could not be erased; tried again in a minute.")]
    private partial void NotKept();
}

using StreamOps.Operations.Attempts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Rescue;

/// <summary>Takes up what the last process left, then keeps house: erases the secrets of ended rescues, takes old ones off the board, learns the pace.</summary>
internal sealed partial class RescueKeeper(RescueRecovery recovery, RescueSteps steps, TimeProvider time, ILogger<RescueKeeper> logger)
    : BackgroundService
{
    private const string Work = "Keeping rescues";

    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    private IReadOnlyList<RescueAttempt>? _open;
    private IReadOnlyList<Task>? _resumed;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody is let in: who reads that nothing was sent sends again.
        await logger.TryFirstAsync(
            Work,
            stop => StorePatience.TryOnceAsync(async () => _open = await recovery.PutUpAsync(stop)),
            cancellationToken
        );
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // In the background: a slow service must not hold up the start.
        await Task.Yield();
        try
        {
            await logger.KeepOnAsync(Work, KeepOnAsync, time, stoppingToken);
        }
        finally
        {
            await Task.WhenAll(_resumed ?? []);
        }
    }

    private async Task KeepOnAsync(CancellationToken stoppingToken)
    {
        // Once: what was taken up is under way.
        _resumed ??= _open is { } open ? recovery.Resume(open, stoppingToken) : await recovery.StartAsync(stoppingToken);
        using var timer = new PeriodicTimer(Round, time);
        do
        {
            await KeepAsync(stoppingToken);
            await LearnPaceAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task KeepAsync(CancellationToken cancellationToken)
    {
        steps.Board.ForgetEndedBefore(steps.Now - RescueBoard.ShownAfterEnd);
        try
        {
            var erased = await steps.Ledger.EraseSecretsAsync(steps.Now - KeptAfterEnd, cancellationToken);
            if (erased > 0)
            {
                Erased(erased);
            }
        }
        catch (StoreUnavailableException)
        {
            NotErased();
        }
    }

    /// <summary>Reads from the store how long rescues take.</summary>
    internal async Task LearnPaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            steps.Board.Pace = RescuePace.Of(await steps.Ledger.RescueTimesAsync(RescuePace.MostCounted, cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            PaceNotRead();
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Erased offer and answer of {Count} ended rescues.")]
    private partial void Erased(int count);

    [LoggerMessage(2, LogLevel.Warning, "Offers and answers of ended rescues could not be erased; tried again in a minute.")]
    private partial void NotErased();

    [LoggerMessage(3, LogLevel.Warning, "How long rescues take could not be read; the last known pace stays.")]
    private partial void PaceNotRead();
}

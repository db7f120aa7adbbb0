using StreamOps.Operations.Background;

namespace StreamOps.Operations.Store;

/// <summary>Looks whether the store takes what is written: that it went, and that it came back, is seen also while nobody acts.</summary>
public sealed class StoreWatch(OperationsStore store, TimeProvider time, ILogger<StoreWatch> logger) : BackgroundService
{
    /// <summary>One write that changes nothing; as cheap as what asks for <c>/health/ready</c>.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private const string Work = "The watch over the store";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await logger.KeepOnAsync(Work, KeepOnAsync, time, stoppingToken);
    }

    private async Task KeepOnAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await store.RunAsync(db => db.WriteAsync(stoppingToken));
        }
        catch (StoreUnavailableException)
        {
            // The store has told of it.
        }
    }
}

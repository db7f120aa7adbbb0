namespace StreamOps.Operations.Polling;

/// <summary>Runs the live feed as long as the host runs.</summary>
internal sealed class StreamPollerService(StreamPoller poller) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => poller.RunAsync(stoppingToken);
}

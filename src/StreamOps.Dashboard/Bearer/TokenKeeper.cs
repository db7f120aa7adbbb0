using StreamOps.Operations.Background;

namespace StreamOps.Dashboard.Bearer;

/// <summary>Looks after connections that access tokens opened: one whose time is over ends within a second or two.</summary>
internal sealed class TokenKeeper(TokenConnections connections, TimeProvider time, ILogger<TokenKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        logger.KeepOnAsync("Looking after access tokens", KeepAsync, time, stoppingToken);

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await connections.KeepAsync();
        }
    }
}

using StreamOps.Operations.Background;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>Writes what waits for the database into the audit, as soon as that can be used again; once more when the process ends.</summary>
public sealed class AuditNoteKeeper(AuditLog audit, TimeProvider time, ILogger<AuditNoteKeeper> logger) : BackgroundService
{
    private const string Work = "The keeping of audit entries that wait";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await logger.KeepOnAsync(Work, KeepOnAsync, time, stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is not { IsCompleted: false })
        {
            await audit.EndAsync();
        }
        else
        {
            // Beyond the host's patience, and one caller writes at a time.
            audit.Leave();
        }
    }

    private async Task KeepOnAsync(CancellationToken stoppingToken)
    {
        while (await audit.HasWaitingAsync(stoppingToken))
        {
            await time.KeepTryingAsync(audit.WriteWaitingAsync, stoppingToken);
        }
    }
}

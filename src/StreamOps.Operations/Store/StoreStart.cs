using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace StreamOps.Operations.Store;

/// <summary>Before anything else starts: takes the data directory, checks the database file and brings it to the present model.</summary>
internal sealed class StoreStart(DataDirectory directory) : IHostedLifecycleService
{
    private bool _isOpen;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return;
        }

        directory.Take();
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(directory.DatabaseFile));
        try
        {
            await CheckAsync(db, cancellationToken);
            await db.PrepareAsync(cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception exception) when (db.WhyUnavailable(exception) is { } reason)
        {
            throw new StoreStartException($"StreamOps cannot use {directory.DatabaseFile}: {reason}", exception);
        }

        _isOpen = true;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CheckAsync(SqliteOperationsDb db, CancellationToken cancellationToken)
    {
        if (!await db.IsSoundAsync(cancellationToken))
        {
            throw new StoreStartException(
                $"The database file {directory.DatabaseFile} is damaged. Restore a copy of it, "
                    + "or move it and its -wal and -shm files away: StreamOps then starts with an empty history."
            );
        }
    }
}

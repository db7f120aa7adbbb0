using Microsoft.Extensions.Logging.Abstractions;

namespace StreamOps.Operations.Store;

/// <summary>Before anything else starts: takes the data directory, checks the database file and brings it to the present model.</summary>
/// <remarks>A full disk stops no start: who waits is seen nonetheless. Each use of the store tries again, until there is room.</remarks>
public sealed partial class StoreStart(DataDirectory directory, ILogger<StoreStart>? logger = null) : IHostedLifecycleService, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile bool _isOpen;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await WhyClosedAsync(cancellationToken) is { } full)
        {
            Log.DiskIsFull(logger ?? NullLogger<StoreStart>.Instance, directory.Path, full.Message);
        }
    }

    /// <summary>Opens the store unless it is open.</summary>
    /// <returns>Why it is closed still; null when it is open.</returns>
    /// <exception cref="StoreStartException">It can never be opened.</exception>
    internal async Task<StoreFullException?> WhyClosedAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return null;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_isOpen)
            {
                await OpenAsync(cancellationToken);
                _isOpen = true;
            }

            return null;
        }
        catch (StoreFullException full)
        {
            return full;
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _turn.Dispose();

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        directory.Take();
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(directory.DatabaseFile));
        try
        {
            await CheckAsync(db, cancellationToken);
            await db.PrepareAsync(cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception exception)
            when (SqliteOperationsDb.IsFull(exception) || (db.WhyUnavailable(exception) is not null && directory.HasNoSpace()))
        {
            throw new StoreFullException(DataDirectory.Full, exception);
        }
        catch (Exception exception) when (db.WhyUnavailable(exception) is { } reason)
        {
            throw new StoreStartException($"StreamOps cannot use {directory.DatabaseFile}: {reason}", exception);
        }
    }

    private async Task CheckAsync(SqliteOperationsDb db, CancellationToken cancellationToken)
    {
        if (!await db.IsSoundAsync(cancellationToken))
        {
            throw new StoreStartException(
                $"The database file {directory.DatabaseFile} is damaged. Restore a copy of it, "
                    + "or move it and its -wal and -shm files away: StreamOps then starts with an empty history."
            );
        }

        if (await db.IsOfNewerProgramAsync(cancellationToken))
        {
            throw new StoreStartException(
                $"The database file {directory.DatabaseFile} was written by a newer StreamOps than this one. Start that one on it, "
                    + "or set StreamOps:DataDirectory to another folder; nothing was changed."
            );
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Reason} StreamOps shows who waits and refuses every act until there is room in {Folder}.")]
        public static partial void DiskIsFull(ILogger logger, string folder, string reason);
    }
}

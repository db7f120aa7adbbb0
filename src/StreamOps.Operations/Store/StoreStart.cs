using Microsoft.Extensions.Logging.Abstractions;

namespace StreamOps.Operations.Store;

/// <summary>Before anything else starts: takes the database for this process, checks it and brings it to the present model.</summary>
/// <remarks>
/// A full disk stops no start: who waits is seen nonetheless. Each use of the store tries again, until there is room; as each use does once a database
/// that was open has gone.
/// </remarks>
public sealed partial class StoreStart(StoreDatabase database, ILogger<StoreStart>? logger = null) : IHostedLifecycleService, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile bool _wasOpened;
    private volatile Try _last = new(0, null);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await WhyClosedAsync(cancellationToken) is { } closed)
        {
            Log.IsClosed(logger ?? NullLogger<StoreStart>.Instance, database.Name, closed.Message);
        }
    }

    /// <summary>Opens the store unless it is open.</summary>
    /// <returns>Why it is closed still; null when it is open.</returns>
    /// <exception cref="StoreStartException">It can never be opened.</exception>
    internal async Task<StoreClosedException?> WhyClosedAsync(CancellationToken cancellationToken)
    {
        if (IsOpen)
        {
            return null;
        }

        var came = _last.Number;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Who waited through somebody else's try has its outcome: else many would wait for one another's.
            if (!IsOpen && _last.Number == came)
            {
                await TryAsync(cancellationToken);
            }

            return IsOpen ? null : _last.Closed;
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

    private bool IsOpen => _wasOpened && database.IsHeld;

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        StoreClosedException? closed = null;
        try
        {
            await database.OpenAsync(cancellationToken);
            _wasOpened = true;
        }
        catch (StoreClosedException exception)
        {
            closed = exception;
        }
        catch (StoreStartException exception) when (_wasOpened)
        {
            // It was ours before: the rest of StreamOps goes on.
            closed = new StoreClosedException(exception.Message, exception);
        }

        _last = new Try(_last.Number + 1, closed);
    }

    private sealed record Try(int Number, StoreClosedException? Closed);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Reason} StreamOps shows who waits and refuses every act until there is room for {Database}.")]
        public static partial void IsClosed(ILogger logger, string database, string reason);
    }
}

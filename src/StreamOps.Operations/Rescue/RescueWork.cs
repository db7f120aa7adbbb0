using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace StreamOps.Operations.Rescue;

/// <summary>The rescues under way in this process. They outlive the request that began them and end with the process.</summary>
internal sealed partial class RescueWork : IAsyncDisposable
{
    private readonly ILogger<RescueDesk> _logger;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly ConcurrentDictionary<Task, bool> _running = [];
    private readonly ConcurrentDictionary<Guid, bool> _called = [];
    private readonly ConcurrentDictionary<Guid, bool> _followed = [];

    private bool _isDisposed;

    public RescueWork(ILogger<RescueDesk> logger)
    {
        _logger = logger;
        Lifetime = _lifetime.Token;
    }

    /// <summary>Ends with the process.</summary>
    public CancellationToken Lifetime { get; }

    /// <summary>Whether the call of an attempt is under way.</summary>
    public bool IsCalling(Guid attemptId) => _called.ContainsKey(attemptId);

    /// <summary>Starts the call of an attempt; false when one is under way.</summary>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="call">The call, with its repeats.</param>
    /// <param name="whenFree">Told after the call, however it ended, once another one may start.</param>
    public bool TryCall(Guid attemptId, Func<Task> call, Action whenFree) => TryStart(_called, attemptId, call, whenFree);

    /// <summary>Follows an attempt, unless that is done already.</summary>
    public void Follow(Guid attemptId, Func<Task> follow) => TryStart(_followed, attemptId, follow, () => { });

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _lifetime.CancelAsync();
        while (!_running.IsEmpty)
        {
            await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _lifetime.Dispose();
    }

    private bool TryStart(ConcurrentDictionary<Guid, bool> busy, Guid attemptId, Func<Task> work, Action whenFree)
    {
        if (Lifetime.IsCancellationRequested || !busy.TryAdd(attemptId, true))
        {
            return false;
        }

        var task = Task.Run(() => GuardAsync(busy, attemptId, work, whenFree), CancellationToken.None);
        _running.TryAdd(task, true);
        _ = task.ContinueWith(
            done => _running.TryRemove(done, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        return true;
    }

    private async Task GuardAsync(ConcurrentDictionary<Guid, bool> busy, Guid attemptId, Func<Task> work, Action whenFree)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (Lifetime.IsCancellationRequested)
        {
            // The next start takes it up.
        }
        catch (Exception exception)
        {
            RescueWorkLog.WorkFailed(_logger, attemptId, Defect.Of(exception));
        }
        finally
        {
            busy.TryRemove(attemptId, out _);
            whenFree();
        }
    }

    private static partial class RescueWorkLog
    {
        [LoggerMessage(1, LogLevel.Error, "The work on rescue attempt {AttemptId} broke off: {Defect}")]
        public static partial void WorkFailed(ILogger logger, Guid attemptId, string defect);
    }
}

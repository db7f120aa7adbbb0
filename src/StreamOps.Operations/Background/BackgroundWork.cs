using System.Collections.Concurrent;

namespace StreamOps.Operations.Background;

/// <summary>Work that outlives the request that began it and ends with the process: started once for each key, told to end and awaited at the end.</summary>
public sealed partial class BackgroundWork : IAsyncDisposable
{
    private readonly ILogger<BackgroundWork> _logger;
    private readonly CancellationTokenSource _lifetime = new();

    // Taken once: work may begin in the moment in which its source is put away.
    private readonly CancellationToken _ends;
    private readonly ConcurrentDictionary<object, Task?> _running = [];
    private readonly TaskScheduler _elsewhere;
    private bool _isDisposed;

    /// <summary>Owns what is begun from now on.</summary>
    /// <param name="logger">Hears of work that broke off.</param>
    /// <param name="elsewhere">Where work runs that leaves its beginner's thread; null for the thread pool.</param>
    public BackgroundWork(ILogger<BackgroundWork> logger, TaskScheduler? elsewhere = null) =>
        (_logger, _ends, _elsewhere) = (logger, _lifetime.Token, elsewhere ?? TaskScheduler.Default);

    internal bool IsRunning(object key) => _running.ContainsKey(key);

    /// <summary>Starts work on the caller's thread, up to its first wait, unless the same is under way or the process ends.</summary>
    /// <param name="key">What the work is, for the log too: no secret.</param>
    /// <param name="work">The work; its token ends with the process.</param>
    /// <param name="result">
    /// The work's result, there once the same may be started again; cancelled when the process ends first, or when a defect, which is logged, broke
    /// it off, or when nothing was started.
    /// </param>
    /// <returns>False when nothing was started.</returns>
    internal bool TryStart<T>(object key, Func<CancellationToken, Task<T>> work, out Task<T> result)
    {
        if (Volatile.Read(ref _isDisposed) || !_running.TryAdd(key, null))
        {
            result = Task.FromCanceled<T>(new CancellationToken(canceled: true));
            return false;
        }

        result = RunAsync(key, work);
        _running.TryUpdate(key, result, null);
        return true;
    }

    /// <summary>As <see cref="TryStart{T}"/>, for work whose end nobody waits for.</summary>
    internal bool Begin(object key, Func<CancellationToken, Task> work) =>
        TryStart<object?>(
            key,
            async lifetime =>
            {
                await work(lifetime);
                return null;
            },
            out _
        );

    /// <summary>Away from the thread of whoever began it: nobody's page waits for it.</summary>
    internal Task<T> ElsewhereAsync<T>(Func<Task<T>> deed) =>
        Task.Factory.StartNew(deed, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _elsewhere).Unwrap();

    /// <summary>A deed that somebody waits for. It goes on when they leave, and is told to end with the process; how it ends is theirs to hear.</summary>
    /// <exception cref="OperationCanceledException">The process ended first.</exception>
    public async Task<T> PerformAsync<T>(Func<CancellationToken, Task<T>> deed)
    {
        ArgumentNullException.ThrowIfNull(deed);
        _ends.ThrowIfCancellationRequested();
        var key = new object();
        _running[key] = null;
        try
        {
            var done = deed(_ends);
            _running[key] = done;
            return await done.ConfigureAwait(false);
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _lifetime.CancelAsync();
        while (!_running.IsEmpty)
        {
            await Task.WhenAll(_running.Values.OfType<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Yield();
        }

        _lifetime.Dispose();
    }

    private async Task<T> RunAsync<T>(object key, Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(_ends);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !_ends.IsCancellationRequested)
        {
            WorkFailed(key, Defect.Of(exception));
            throw new OperationCanceledException("The work broke off.", exception);
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Work} broke off: {Defect}")]
    private partial void WorkFailed(object work, string defect);
}

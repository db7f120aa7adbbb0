namespace StreamOps.Operations.GameLift;

/// <summary>
/// The connections to the service. Where a call is given up, all of them are let go: one that died in silence takes every call that is sent on it, and the others of its age
/// are most likely dead as well. The next call makes a new one. An answer is read whole, up to <see cref="LargestAnswer"/>, within the call's own deadline.
/// </summary>
/// <param name="fresh">Makes connections of which none is open yet.</param>
internal sealed class ServiceConnections(Func<HttpMessageHandler> fresh) : HttpMessageHandler
{
    /// <summary>The most bytes that an answer may have. A page of 100 sessions has some 40,000.</summary>
    internal const int LargestAnswer = 2 * 1024 * 1024;

    private readonly Lock _lock = new();
    private Pool? _pool;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pool = Enter();
        try
        {
            var response = await pool.Connections.SendAsync(request, cancellationToken);
            try
            {
                await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
        catch (OperationCanceledException)
        {
            LetGo(pool);
            throw;
        }
        finally
        {
            Leave(pool);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Pool? last;
            lock (_lock)
            {
                last = _pool;
            }

            if (last is not null)
            {
                LetGo(last);
            }
        }

        base.Dispose(disposing);
    }

    private Pool Enter()
    {
        lock (_lock)
        {
            _pool ??= new Pool(new HttpMessageInvoker(fresh()));
            _pool.Calls++;
            return _pool;
        }
    }

    private void Leave(Pool pool)
    {
        bool isLast;
        lock (_lock)
        {
            pool.Calls--;
            isLast = pool is { Calls: 0 } && pool != _pool;
        }

        if (isLast)
        {
            pool.Connections.Dispose();
        }
    }

    /// <summary>Calls that are under way go on; nobody begins one there.</summary>
    private void LetGo(Pool pool)
    {
        bool isUnused;
        lock (_lock)
        {
            isUnused = pool == _pool && pool.Calls == 0;
            _pool = pool == _pool ? null : _pool;
        }

        if (isUnused)
        {
            pool.Connections.Dispose();
        }
    }

    private sealed class Pool(HttpMessageInvoker connections)
    {
        public HttpMessageInvoker Connections => connections;

        /// <summary>Calls under way.</summary>
        public int Calls { get; set; }
    }
}

namespace StreamOps.Benchmarks.Crowds;

/// <summary>Very many who watch the same, without browsers.</summary>
internal abstract class Crowd : IAsyncDisposable
{
    /// <summary>Opened side by side: more at once than the server begins only wait there.</summary>
    private const int AtOnce = 8;

    private readonly Lock _gate = new();
    private readonly List<(Watcher Watcher, IAsyncDisposable Line)> _members = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _members.Count;
            }
        }
    }

    /// <summary>Why there are not more; empty where nobody was refused.</summary>
    public string Refusal { get; private set; } = "";

    /// <summary>Opens more until there are so many, or the server lets no more in: see <see cref="Refusal"/>.</summary>
    public Task GrowAsync(int count, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Enumerable.Range(Count, Math.Max(0, count - Count)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (number, stop) =>
            {
                if (Refusal.Length > 0)
                {
                    return;
                }

                var watcher = new Watcher();
                try
                {
                    var line = await OpenAsync(number, watcher, stop);
                    lock (_gate)
                    {
                        _members.Add((watcher, line));
                    }
                }
                catch (Exception refused) when (refused is not OperationCanceledException)
                {
                    Refusal = refused.Message;
                }
            }
        );

    /// <summary>What all heard since this was last asked.</summary>
    public Heard Take()
    {
        lock (_gate)
        {
            var heard = _members.ConvertAll(member => member.Watcher.Take());
            return new Heard(
                heard.Sum(one => one.Bytes),
                heard.Sum(one => (long)one.Messages),
                [.. heard.Where(one => one.FirstAt > 0).Select(one => one.FirstAt)]
            );
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_members.Select(member => member.Line.DisposeAsync().AsTask()));

    /// <summary>Opens one.</summary>
    /// <param name="number">From 0 on.</param>
    /// <param name="watcher">Hears of all that comes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected abstract Task<IAsyncDisposable> OpenAsync(int number, Watcher watcher, CancellationToken cancellationToken);
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace StreamOps.Operations.Watching;

/// <summary>Several watched values as one source of news: that something changed somewhere. Clocks count as news twice a second.</summary>
internal sealed class News(TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.5);

    private readonly List<Func<ChannelWriter<bool>, CancellationToken, Task>> _sources = [];

    /// <summary>Adds a value to watch.</summary>
    public News Of<T>(Func<CancellationToken, IAsyncEnumerable<T>> watch)
    {
        _sources.Add(
            async (inbox, cancellationToken) =>
            {
                await foreach (var _ in watch(cancellationToken))
                {
                    inbox.TryWrite(true);
                }
            }
        );
        return this;
    }

    /// <summary>Yields at once, then after news; news that come together are one.</summary>
    public async IAsyncEnumerable<bool> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var inbox = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] pumps = [.. _sources.Select(source => source(inbox.Writer, ending.Token)), TickAsync(inbox.Writer, ending.Token)];
        try
        {
            await foreach (var news in inbox.Reader.ReadAllAsync(cancellationToken))
            {
                yield return news;
            }
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(pumps).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TickAsync(ChannelWriter<bool> inbox, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        do
        {
            inbox.TryWrite(true);
        } while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using StreamOps.Operations.Fleet;

namespace StreamOps.Dashboard.Live;

/// <summary>Feeds each hub connection as one more watcher of the fleet: the slow one skips, nobody queues.</summary>
public sealed partial class LiveHubFeed(LiveFleet fleet, IHubContext<LiveHub> hub, ILogger<LiveHubFeed> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task> _feeds = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Begins to feed a connection, until it is gone.</summary>
    public void Start(string connectionId, CancellationToken aborted) => _feeds[connectionId] = FeedAsync(connectionId, aborted);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_feeds.Values);
        _stopping.Dispose();
    }

    private async Task FeedAsync(string connectionId, CancellationToken aborted)
    {
        // Out of the caller's hands first, so that the feed is on the list before it can end.
        await Task.Yield();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, _stopping.Token);
        try
        {
            await TellAsync(hub.Clients.Client(connectionId), either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The client has left, or the host stops.
        }
        catch (Exception exception)
        {
            Log.FeedEnded(logger, exception, connectionId);
        }
        finally
        {
            _feeds.TryRemove(connectionId, out _);
        }
    }

    private async Task TellAsync(IClientProxy client, CancellationToken cancellationToken)
    {
        var isTold = false;
        await foreach (var update in fleet.WatchAsync(cancellationToken))
        {
            var snapshot = update.Snapshot;
            if (!isTold)
            {
                // A half-read fleet would look like one that shrank.
                if (snapshot.IsComplete)
                {
                    await client.SendAsync("Snapshot", HubSnapshot.Of(snapshot), cancellationToken);
                    isTold = true;
                }
            }
            else if (update.Changes.Count > 0)
            {
                await client.SendAsync("Changed", HubSnapshot.Of(snapshot, update.Changes), cancellationToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The live feed of connection {ConnectionId} ended.")]
        public static partial void FeedEnded(ILogger logger, Exception exception, string connectionId);
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Live;

/// <summary>Feeds each hub connection as one more watcher of the picture: the slow one skips, nobody queues.</summary>
public sealed partial class LiveHubFeed(LiveQueue queue, IHubContext<LiveHub> hub, ILogger<LiveHubFeed> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task> _feeds = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private (FleetPicture Before, FleetPicture After, HubSnapshot Changed)? _last;

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

    private async Task TellAsync(ISingleClientProxy client, CancellationToken cancellationToken)
    {
        FleetPicture? told = null;
        await foreach (var picture in queue.WatchAsync(cancellationToken))
        {
            if (told is null)
            {
                // A half-read fleet would look like one that shrank.
                if (picture.Snapshot.IsComplete)
                {
                    await client.SendAsync("Snapshot", HubSnapshot.Of(picture), cancellationToken);
                    told = picture;
                }
            }
            else
            {
                var changed = ChangedBetween(told, picture);
                told = picture;
                if (changed.Sessions.Count + changed.Removed.Count > 0)
                {
                    await client.SendAsync("Changed", changed, cancellationToken);
                }
            }
        }
    }

    // Most clients are in step: what one is told, all are.
    private HubSnapshot ChangedBetween(FleetPicture before, FleetPicture after)
    {
        lock (_gate)
        {
            if (_last is { } last && ReferenceEquals(last.Before, before) && ReferenceEquals(last.After, after))
            {
                return last.Changed;
            }

            var changed = HubSnapshot.Of(before, after, queue.TouchedBetween(before, after));
            _last = (before, after, changed);
            return changed;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The live feed of connection {ConnectionId} ended.")]
        public static partial void FeedEnded(ILogger logger, Exception exception, string connectionId);
    }
}

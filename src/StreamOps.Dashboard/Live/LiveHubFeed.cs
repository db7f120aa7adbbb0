using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Live;

/// <summary>Feeds each hub connection as one more watcher of the picture: the slow one skips, nobody queues.</summary>
public sealed partial class LiveHubFeed(LiveQueue queue, IHubContext<LiveHub> hub, ILogger<LiveHubFeed> logger) : IAsyncDisposable
{
    /// <summary>Last messages kept, one for each sight that a client has.</summary>
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<string, Task> _feeds = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<GroupSight, (FleetPicture Before, FleetPicture After, HubSnapshot Changed)> _last = [];

    /// <summary>Begins to feed a connection, until it is gone.</summary>
    /// <param name="connectionId">Which.</param>
    /// <param name="sight">What it may be told of.</param>
    /// <param name="aborted">It is gone.</param>
    public void Start(string connectionId, GroupSight sight, CancellationToken aborted) =>
        _feeds[connectionId] = FeedAsync(connectionId, sight, aborted);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_feeds.Values);
        _stopping.Dispose();
    }

    private async Task FeedAsync(string connectionId, GroupSight sight, CancellationToken aborted)
    {
        // Out of the caller's hands first, so that the feed is on the list before it can end.
        await Task.Yield();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, _stopping.Token);
        try
        {
            await TellAsync(hub.Clients.Client(connectionId), sight, either.Token);
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

    private async Task TellAsync(ISingleClientProxy client, GroupSight sight, CancellationToken cancellationToken)
    {
        FleetPicture? told = null;
        await foreach (var picture in queue.WatchAsync(sight, cancellationToken))
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
                var changed = ChangedBetween(sight, told, picture);
                told = picture;
                if (changed.Sessions.Count + changed.Removed.Count > 0)
                {
                    await client.SendAsync("Changed", changed, cancellationToken);
                }
            }
        }
    }

    // Most clients who see the same are in step: what one is told, all are.
    private HubSnapshot ChangedBetween(GroupSight sight, FleetPicture before, FleetPicture after)
    {
        lock (_gate)
        {
            if (_last.TryGetValue(sight, out var last) && ReferenceEquals(last.Before, before) && ReferenceEquals(last.After, after))
            {
                return last.Changed;
            }

            var changed = HubSnapshot.Of(before, after, queue.TouchedBetween(before, after));
            if (_last.Count >= MostKept)
            {
                _last.Clear();
            }

            _last[sight] = (before, after, changed);
            return changed;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The live feed of connection {ConnectionId} ended.")]
        public static partial void FeedEnded(ILogger logger, Exception exception, string connectionId);
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

/// <summary>The picture's owner: what is computed, and how often.</summary>
public sealed class LiveQueueTests : IDisposable
{
    private const int Sessions = 1_000;
    private const int Watchers = 20;

    private readonly SteppedTime _stepped = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly LiveFleet _fleet;
    private readonly RescueBoard _rescues = new();
    private readonly LiveQueue _queue;

    public LiveQueueTests()
    {
        _fleet = new LiveFleet(_stepped.Time, new ServiceClock(), Options.Create(new LiveOptions()));
        _queue = new LiveQueue(
            _fleet,
            _rescues,
            new LinkBoard(),
            new StandByBoard(),
            new EpisodeLog(),
            new FleetClock(_stepped.Time),
            _stepped.Time,
            Options.Create(new OperationsOptions())
        );
        _fleet.Publish(APicture.Fleet([.. Enumerable.Range(0, Sessions).Select(n => APicture.Session($"s{n}"))]));
        _ = _stepped.Start(() => RunAsync(_queue.RunAsync));
        _stepped.Settle();
    }

    [Fact]
    public void A_change_is_looked_at_once_however_many_sessions_there_are_and_however_many_watch()
    {
        var seen = new int[Watchers];
        for (var watcher = 0; watcher < Watchers; watcher++)
        {
            var mine = watcher;
            _ = _stepped.Start(() => WatchAsync(picture => seen[mine] = picture.Waiting.Count));
        }

        var before = _queue.Looks;
        Put(APicture.Waiting("s7", 60));

        Assert.Equal(Sessions, before);
        Assert.Equal(1, _queue.Looks - before);
        Assert.All(seen, count => Assert.Equal(1, count));
    }

    [Fact]
    public void All_who_watch_get_the_same_object_and_count_as_watchers_of_the_fleet()
    {
        FleetPicture? one = null;
        FleetPicture? other = null;
        _ = _stepped.Start(() => WatchAsync(picture => one = picture));
        _ = _stepped.Start(() => WatchAsync(picture => other = picture));

        Put(APicture.Waiting("s7", 60));

        Assert.Same(one, other);
        Assert.Same(_queue.Current, one);
        Assert.Equal(2, _fleet.Watchers);
    }

    [Fact]
    public void What_happens_beside_the_fleet_is_in_the_picture_at_once()
    {
        Put(APicture.Waiting("s7", 60));
        var before = _queue.Looks;

        _rescues.Publish(APicture.Attempt("s7", RescueState.Sent));
        _stepped.Settle();

        Assert.Equal(RescueState.Sent, _queue.Current.Waiting[0].Attempt?.State);
        Assert.Equal(1, _queue.Looks - before);
    }

    [Fact]
    public void A_timeout_that_becomes_known_of_somebody_who_plays_changes_nothing_in_the_queue()
    {
        Put(APicture.Waiting("s7", 60));
        var before = _queue.Current;

        Put(APicture.Session("s8") with { ConnectionTimeout = TimeSpan.FromSeconds(120), SessionLength = TimeSpan.FromHours(2) });

        Assert.NotSame(before, _queue.Current);
        Assert.Equal(before.QueueVersion, _queue.Current.QueueVersion);
        Assert.Same(before.Waiting, _queue.Current.Waiting);
        Assert.Same(before.Totals, _queue.Current.Totals);
    }

    [Fact]
    public void What_changes_by_the_passing_of_time_alone_changes_by_itself()
    {
        Put(APicture.Waiting("s7", 60));
        Put(APicture.Session("s7"));
        Assert.Single(_queue.Current.Left);

        _stepped.Advance(QueueEnding.GhostTime);

        Assert.Empty(_queue.Current.Left);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _stepped.Settle();
        _queue.Dispose();
        _leaving.Dispose();
    }

    private void Put(LiveStreamSession session)
    {
        _fleet.Publish(_fleet.Current with { Sessions = _fleet.Current.Sessions.SetItem(session.Arn, session) });
        _stepped.Advance(new LiveOptions().MergeInterval);
    }

    private Task WatchAsync(Action<FleetPicture> see) =>
        RunAsync(async cancellationToken =>
        {
            await foreach (var picture in _queue.WatchAsync(cancellationToken))
            {
                see(picture);
            }
        });

    private async Task RunAsync(Func<CancellationToken, Task> run)
    {
        try
        {
            await run(_leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The test is over.
        }
    }
}

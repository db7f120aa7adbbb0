using Microsoft.Extensions.Options;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

public sealed class FleetWatchTests : IDisposable
{
    private readonly SteppedTime _stepped = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly LiveFleet _fleet;
    private readonly List<FleetUpdate> _updates = [];

    public FleetWatchTests() => _fleet = new LiveFleet(_stepped.Time, new ServiceClock(), Options.Create(new LiveOptions()));

    public void Dispose()
    {
        _stop.Cancel();
        _stepped.Settle();
        _stop.Dispose();
    }

    [Fact]
    public void A_watcher_gets_the_whole_fleet_before_any_change()
    {
        Publish("s1");

        Watch();

        Assert.Contains(A.Arn(), Assert.Single(_updates).Snapshot.Sessions.Keys);
    }

    [Fact]
    public void The_first_change_after_a_quiet_moment_goes_out_at_once()
    {
        Watch();

        Publish("s1");
        _stepped.Settle();

        Assert.Equal(A.Arn(), Assert.Single(_updates[1].Changes).Arn);
    }

    [Fact]
    public void What_follows_within_the_merge_interval_goes_out_together()
    {
        Watch();

        Publish("s1");
        _stepped.Settle();
        Publish("s2");
        Publish("s3");
        _stepped.Advance(TimeSpan.FromMilliseconds(90));
        var beforeTheInterval = _updates.Count;
        _stepped.Advance(TimeSpan.FromMilliseconds(20));

        Assert.Equal(2, beforeTheInterval);
        Assert.Equal(
            [A.Arn("s2"), A.Arn("s3")],
            _updates[2].Changes.Select(change => change.Arn).OrderBy(arn => arn.Value, StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_slow_watcher_sees_only_the_newest_snapshot()
    {
        await using var watcher = _fleet.FollowAsync(_stop.Token).GetAsyncEnumerator(_stop.Token);
        _stepped.Finish(() => watcher.MoveNextAsync().AsTask());
        for (var i = 1; i <= 100; i++)
        {
            Publish($"s{i}");
        }

        _stepped.Finish(() => watcher.MoveNextAsync().AsTask());
        var update = watcher.Current;
        var next = _stepped.Start(() => watcher.MoveNextAsync().AsTask());
        _stepped.Advance(TimeSpan.FromSeconds(1));

        Assert.Same(_fleet.Current, update.Snapshot);
        Assert.Equal(100, update.Changes.Count);
        Assert.False(next.IsCompleted);
        await _stop.CancelAsync();
        _stepped.Settle();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public void An_unchanged_session_is_the_same_object_in_the_next_snapshot()
    {
        Publish("s1");
        var before = _fleet.Current.Sessions[A.Arn()];

        Publish("s2");

        Assert.Same(before, _fleet.Current.Sessions[A.Arn()]);
    }

    [Fact]
    public void A_change_of_freshness_alone_reaches_the_watcher_too()
    {
        Watch();

        _fleet.Publish(_fleet.Current with { Health = new PollHealth { State = PollState.Stale } });
        _stepped.Settle();

        Assert.Equal(PollState.Stale, _updates[1].Snapshot.Health.State);
        Assert.Empty(_updates[1].Changes);
    }

    [Fact]
    public void Who_stops_watching_is_counted_no_more()
    {
        var watching = _fleet.Attend();
        using var other = _fleet.Attend();
        var whileWatching = _fleet.Watchers;

        watching.Dispose();
        watching.Dispose();

        Assert.Equal(2, whileWatching);
        Assert.Equal(1, _fleet.Watchers);
    }

    [Fact]
    public void The_process_own_record_is_no_watcher()
    {
        _ = _stepped.Start(() => CollectAsync(_fleet.FollowAsync(_stop.Token)));

        Assert.Equal(0, _fleet.Watchers);
        Assert.Single(_updates);
    }

    private void Watch() => _ = _stepped.Start(() => CollectAsync(_fleet.FollowAsync(_stop.Token)));

    private async Task CollectAsync(IAsyncEnumerable<FleetUpdate> updates)
    {
        try
        {
            await foreach (var update in updates)
            {
                _updates.Add(update);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private void Publish(string id)
    {
        var now = _stepped.Time.GetUtcNow();
        var session = new LiveStreamSession
        {
            Session = A.StreamSession(id).In(StreamSessionStatus.Connected),
            StatusSinceEarliest = now,
            StatusSinceLatest = now,
        };
        _fleet.Publish(_fleet.Current with { Sessions = _fleet.Current.Sessions.SetItem(session.Arn, session) });
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
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
    private readonly ClaimBoard _claims = new();
    private readonly PresenceBoard _presence = new();
    private readonly CapturingLog _log = new();
    private readonly BreakingClock _clock;
    private readonly LiveQueue _queue;

    public LiveQueueTests()
    {
        _fleet = new LiveFleet(_stepped.Time, new ServiceClock(), Options.Create(new LiveOptions()));
        _clock = new BreakingClock(_stepped.Time);
        _queue = new LiveQueue(
            _fleet,
            _rescues,
            new LinkBoard(),
            new StandByBoard(),
            _claims,
            _presence,
            new EpisodeLog(),
            new FleetClock(_clock),
            _stepped.Time,
            Options.Create(new OperationsOptions()),
            _log.CreateLogger<LiveQueue>()
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
    public void A_claim_is_looked_at_once_and_once_more_when_its_lease_is_over()
    {
        Put(APicture.Waiting("s7", 60));
        var before = _queue.Looks;

        _claims.Publish(APicture.Claim("s7") with { Until = _clock.GetUtcNow().AddSeconds(10), Version = 1 });
        _stepped.Settle();
        Assert.NotNull(_queue.Current.Waiting[0].Claim);
        Assert.Equal(1, _queue.Looks - before);
        _stepped.Advance(TimeSpan.FromSeconds(11));

        Assert.Null(_queue.Current.Waiting[0].Claim);
        Assert.Equal(2, _queue.Looks - before);
    }

    [Fact]
    public void A_claim_on_a_session_that_is_no_row_is_told_of_and_so_is_the_end_of_its_lease()
    {
        Put(
            APicture.Session("s7", StreamSessionStatus.Active) with
            {
                WasConnected = false,
                Window = APicture.Window(60, kind: WindowKind.Connect),
            }
        );
        var open = _queue.Current;

        _claims.Publish(APicture.Claim("s7") with { Until = _clock.GetUtcNow().AddSeconds(10), Version = 1 });
        _stepped.Settle();
        var claimed = _queue.Current;
        _stepped.Advance(TimeSpan.FromSeconds(11));

        Assert.Empty(_queue.Current.Waiting);
        Assert.Equal([A.Arn("s7")], _queue.TouchedBetween(open, claimed));
        Assert.Equal([A.Arn("s7")], _queue.TouchedBetween(claimed, _queue.Current));
        Assert.True(_queue.Current.QueueVersion > claimed.QueueVersion);
    }

    [Fact]
    public void Who_begins_to_look_is_in_the_picture_at_once_and_only_that_row_is_looked_at()
    {
        Put(APicture.Waiting("s7", 60));
        var before = _queue.Looks;

        _presence.Enter(A.Arn("s7"), this, new Person("Jon"));
        _stepped.Settle();

        Assert.Equal("Jon", Assert.Single(_queue.Current.Waiting[0].Onlookers).Name);
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

    [Fact]
    public void A_defect_in_the_picture_ends_nobody_and_the_next_picture_is_taken_anew()
    {
        Put(Waiting("s7", 60));
        Put(Waiting("s8", 70));
        Put(APicture.Session("s8"));
        var before = _queue.Current;

        Put(Broken("s9"));
        Assert.Equal(ApiErrorCode.OwnDefect, _queue.Current.Snapshot.Health.Error);
        Assert.Equal((PollState.Stale, before.At), (_queue.Current.Snapshot.Health.State, _queue.Current.Snapshot.Health.LastGoodRead));
        Assert.Same(before.Waiting, _queue.Current.Waiting);

        Put(Waiting("s9", 50));
        Assert.Equal(PollState.Live, _queue.Current.Snapshot.Health.State);
        Assert.Equal(["s9", "s7"], _queue.Current.Waiting.Select(row => row.Arn.Id));
        Assert.Equal("s9", _queue.Current.First?.Arn.Id);
        Assert.Equal(Sessions, _queue.Current.Totals.Live);
        Assert.Equal(before.Left[A.Arn("s8")].Ending?.LeftAt, _queue.Current.Left[A.Arn("s8")].Ending?.LeftAt);
        Assert.True(_queue.Current.QueueVersion > before.QueueVersion);

        _rescues.Publish(APicture.Attempt("s7", RescueState.Sent));
        _stepped.Settle();
        Assert.Equal(RescueState.Sent, _queue.Current.RowOf(A.Arn("s7"))?.Attempt?.State);
        _stepped.Advance(QueueEnding.GhostTime);
        Assert.Empty(_queue.Current.Left);
    }

    [Fact]
    public void A_defect_that_stays_is_tried_again_by_itself_and_stands_in_the_log_once_until_it_is_gone()
    {
        Put(Broken("s9"));
        _stepped.Advance(TimeSpan.FromSeconds(5));

        Assert.Contains("NullReferenceException", Assert.Single(_log.Lines), StringComparison.Ordinal);

        Put(Waiting("s9", 50));
        Put(Broken("s9"));
        Assert.Equal(3, _log.Lines.Count);
    }

    [Fact]
    public void A_defect_while_nobody_speaks_neither_ends_the_process_nor_the_next_picture()
    {
        Put(Waiting("s7", 60));
        Put(APicture.Session("s7"));

        _clock.IsBroken = true;
        _stepped.Advance(QueueEnding.GhostTime);
        _clock.IsBroken = false;
        _stepped.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(_queue.Current.Left);
        Assert.Equal(PollState.Live, _queue.Current.Snapshot.Health.State);
    }

    [Fact]
    public void The_first_rows_are_in_view_and_whom_somebody_has_in_hand()
    {
        _claims.Publish(APicture.Claim("s999"));
        _fleet.Publish(APicture.Fleet([.. Enumerable.Range(0, 120).Select(n => Waiting($"s{n}", 30 + n))]));
        _stepped.Advance(new LiveOptions().MergeInterval);

        Assert.Equal(Enumerable.Range(0, 50).Append(999).Select(n => A.Arn($"s{n}")).ToHashSet(), _fleet.InView.ToHashSet());
    }

    [Fact]
    public void A_window_that_ends_in_months_is_waited_for_as_any_other()
    {
        Put(Waiting("s7", 60 * 24 * 3600));

        Assert.Equal("s7", Assert.Single(_queue.Current.Waiting).Arn.Id);
        Assert.Equal(PollState.Live, _queue.Current.Snapshot.Health.State);
        Assert.Empty(_log.Lines);
    }

    private LiveStreamSession Waiting(string id, int secondsLeft) =>
        APicture.Waiting(id, secondsLeft + (int)(_stepped.Time.GetUtcNow() - APicture.Now).TotalSeconds);

    // No read makes one: it stands for whatever nobody thought of.
    private static LiveStreamSession Broken(string id) =>
        APicture.Waiting(id, 60) is var session ? session with { Session = session.Session with { ApplicationArn = null! } } : null!;

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

    /// <summary>A clock that fails when told to.</summary>
    private sealed class BreakingClock(TimeProvider time) : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => IsBroken ? throw new InvalidOperationException("broken") : time.GetTimestamp();
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
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
using StreamOps.Operations.StreamSessions;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

/// <summary>The picture of those who see some stream groups only: nothing of the others is in it, and it is worked out once for all of them.</summary>
public sealed class QueueCutTests : IDisposable
{
    private const string Hidden = "sg-hidden";

    private static readonly GroupSight Mine = GroupSight.Of(A.StreamGroup().Arn);
    private static readonly GroupSight Tagged = GroupSight.Of("team=west");

    private readonly SteppedTime _stepped = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly LiveFleet _fleet;
    private readonly RescueBoard _rescues = new();
    private readonly LinkBoard _links = new();
    private readonly StandByBoard _pages = new();
    private readonly ClaimBoard _claims = new();
    private readonly PresenceBoard _presence = new();
    private readonly EpisodeLog _episodes = new();
    private readonly LiveQueue _queue;

    public QueueCutTests()
    {
        _fleet = new LiveFleet(_stepped.Time, new ServiceClock(), Options.Create(new LiveOptions()));
        _queue = new LiveQueue(
            _fleet,
            _rescues,
            _links,
            _pages,
            _claims,
            _presence,
            _episodes,
            new FleetClock(_stepped.Time),
            _stepped.Time,
            Options.Create(new OperationsOptions()),
            NullLogger<LiveQueue>.Instance
        );
        Publish(Waiting("s1"), Waiting("h1", Hidden), Session("h2", Hidden));
        _ = _stepped.Start(() => RunAsync(_queue.RunAsync));
        _stepped.Settle();
    }

    [Fact]
    public void Nothing_of_another_group_is_in_any_part_of_it()
    {
        _claims.Publish(APicture.Claim("h1") with { Session = A.Arn("h1", Hidden) });
        _presence.Enter(A.Arn("h1", Hidden), this, new Person("Lea"));
        _links.Publish(APicture.Link("h1") with { Session = A.Arn("h1", Hidden) });
        _rescues.Publish(APicture.Attempt("h1", RescueState.Sent) with { Session = A.Arn("h1", Hidden) });
        _pages.Change(A.Arn("h1", Hidden), _ => APicture.OpenPage("h1") with { Session = A.Arn("h1", Hidden) });
        _episodes.Add([APicture.Ended("h3", EpisodeOutcome.Recovered) with { Session = A.Arn("h3", Hidden) }], APicture.Now);
        _stepped.Settle();

        var (mine, all) = (_queue.CurrentFor(Mine), _queue.Current);

        Assert.Equal([A.Arn()], mine.Snapshot.Sessions.Keys);
        Assert.Equal([A.Group], mine.Snapshot.Groups.Keys);
        Assert.Equal(["a-mine"], mine.Snapshot.Applications.Values.Select(application => application.Id));
        Assert.Equal([A.Arn()], mine.Waiting.Select(row => row.Arn));
        Assert.Equal((1, 1), (mine.Totals.Live, mine.Totals.Locations.Values.Sum()));
        Assert.Equal([A.Group], mine.Totals.Held.Keys.Select(key => key.StreamGroupId));
        Assert.Empty(mine.Claims);
        Assert.Empty(mine.Onlookers);
        Assert.Empty(mine.Links);
        Assert.Empty(mine.Rescues);
        Assert.Empty(mine.StandBy);
        Assert.Empty(mine.Ended);
        Assert.Null(mine.LastDropAt);
        Assert.Null(mine.Find("h1"));
        Assert.Null(mine.Find("h3"));
        // All of it is there for who sees all.
        Assert.Equal((2, 3, 1, 1), (all.Waiting.Count, all.Totals.Live, all.Claims.Count, all.Ended.Length));
        Assert.NotNull(all.Find("h3"));
    }

    [Fact]
    public void However_many_see_the_same_it_is_one_object_and_a_change_of_others_is_none_of_theirs()
    {
        List<FleetPicture> one = [];
        List<FleetPicture> other = [];
        Watch(Mine, one);
        Watch(GroupSight.Of(A.StreamGroup().Arn), other);
        var before = one[^1].QueueVersion;

        Put(Waiting("h2", Hidden));
        Put(Session("s1"));

        Assert.Equal(1, _queue.Cuts);
        Assert.Same(one[^1], other[^1]);
        Assert.Equal(before + 1, one[^1].QueueVersion);
        Assert.All(
            one.Concat(other),
            picture => Assert.All(picture.Snapshot.Sessions.Keys, arn => Assert.Equal(A.Group, arn.StreamGroupId))
        );
    }

    [Fact]
    public void What_changed_in_a_cut_tells_of_no_other_group()
    {
        List<FleetPicture> seen = [];
        Watch(Mine, seen);
        var lists = new StreamSessionLists(_fleet);
        var first = lists.Of(StreamSessionsQuery.All, seen[^1].Snapshot);

        Put(Session("h9", Hidden));
        Put(Session("s9"));

        var (before, after) = (seen[0], seen[^1]);
        Assert.Equal([A.Arn("s9")], _fleet.ChangesBetween(before.Snapshot, after.Snapshot).Select(change => change.Arn));
        Assert.Equal([A.Arn("s9")], _queue.TouchedBetween(before, after));
        // The same question of who sees all is another list.
        Assert.Equal(5, lists.Of(StreamSessionsQuery.All, _queue.Current.Snapshot).Sessions.Count);
        var mine = lists.Of(StreamSessionsQuery.All, after.Snapshot);
        Assert.Equal(2, mine.Sessions.Count);
        Assert.Equal([A.Arn("s9")], lists.Between(first, mine).Came.Select(session => session.Arn));
    }

    [Fact]
    public void By_a_tag_groups_come_into_sight_and_go_and_nobody_of_them_stays_as_a_ghost()
    {
        List<FleetPicture> seen = [];
        Watch(Tagged, seen);
        Assert.False(seen[^1].Snapshot.IsComplete);
        Assert.Empty(seen[^1].Waiting);

        Tag(A.Group, []);
        Tag(Hidden, ["team=west"]);
        var shown = seen[^1];
        Tag(Hidden, ["team=east"]);
        var gone = seen[^1];

        Assert.True(shown.Snapshot.IsComplete);
        Assert.Equal([A.Arn("h1", Hidden)], shown.Waiting.Select(row => row.Arn));
        Assert.Equal(2, _fleet.ChangesBetween(seen[0].Snapshot, shown.Snapshot).Count);
        Assert.Empty(gone.Waiting);
        Assert.Empty(gone.Left);
        Assert.Empty(gone.Snapshot.Sessions);
        Assert.True(gone.QueueVersion > shown.QueueVersion);
        Assert.All(_fleet.ChangesBetween(shown.Snapshot, gone.Snapshot), change => Assert.Null(change.After));
    }

    [Fact]
    public void Step_by_step_it_is_what_it_would_be_if_there_were_nothing_else()
    {
        List<FleetPicture> seen = [];
        Watch(Mine, seen);
        var random = new Random(7);
        for (var step = 0; step < 200; step++)
        {
            var (id, group) = ($"s{random.Next(12)}", random.Next(2) == 0 ? A.Group : Hidden);
            switch (random.Next(4))
            {
                case 0:
                    Put(Waiting(id, group));
                    break;
                case 1:
                    Put(Session(id, group));
                    break;
                case 2:
                    _claims.Publish(APicture.Claim(id) with { Session = A.Arn(id, group) });
                    break;
                default:
                    _presence.Enter(A.Arn(id, group), random.Next(3), new Person("Lea"));
                    break;
            }

            _stepped.Settle();
            var (mine, all) = (seen[^1], _queue.Current);
            Assert.Equal(all.Waiting.Where(IsMine).Select(row => row.Arn), mine.Waiting.Select(row => row.Arn));
            Assert.Equal(all.Snapshot.Sessions.Values.Count(session => session.Arn.StreamGroupId == A.Group), mine.Totals.Live);
            Assert.Equal(all.Claims.Keys.Count(arn => arn.StreamGroupId == A.Group), mine.Claims.Count);
            Assert.Equal(all.Onlookers.Keys.Count(arn => arn.StreamGroupId == A.Group), mine.Onlookers.Count);
            Assert.Equal(all.Left.Keys.Where(arn => arn.StreamGroupId == A.Group).ToHashSet(), mine.Left.Keys.ToHashSet());
        }
    }

    [Fact]
    public void One_that_nobody_watches_is_forgotten_after_a_minute()
    {
        _queue.CurrentFor(Mine);
        Assert.Equal(1, _queue.Cuts);

        Pass(TimeSpan.FromSeconds(70));

        Put(Session("s8"));
        Assert.Equal(0, _queue.Cuts);
    }

    [Fact]
    public void One_whose_last_watcher_leaves_is_kept_for_a_minute_from_then_on_however_quiet_it_is()
    {
        using var leaving = new CancellationTokenSource();
        Watch(Mine, [], leaving.Token);
        Pass(TimeSpan.FromMinutes(5));

        leaving.Cancel();
        _stepped.Settle();
        Put(Session("s8"));
        Assert.Equal(1, _queue.Cuts);
        Pass(TimeSpan.FromSeconds(50));
        Put(Session("s9"));
        Assert.Equal(1, _queue.Cuts);

        Pass(TimeSpan.FromSeconds(15));
        Put(Session("s8"));
        Assert.Equal(0, _queue.Cuts);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _stepped.Settle();
        _queue.Dispose();
        _leaving.Dispose();
    }

    private static bool IsMine(QueueRow row) => row.Arn.StreamGroupId == A.Group;

    private static LiveStreamSession Session(string id, string group = A.Group) => In(APicture.Session(id), group);

    private static LiveStreamSession Waiting(string id, string group = A.Group) => In(APicture.Waiting(id, 60), group);

    private static LiveStreamSession In(LiveStreamSession session, string group) =>
        session with
        {
            Session = session.Session with
            {
                Arn = A.Arn(session.Arn.Id, group),
                ApplicationArn = group == A.Group ? "arn/a-mine" : "arn/a-hidden",
            },
        };

    private void Publish(params LiveStreamSession[] sessions) =>
        _fleet.Publish(
            APicture.Fleet(sessions) with
            {
                Groups = new[] { A.Group, Hidden }.ToImmutableDictionary(
                    id => id,
                    id => new LiveStreamGroup(A.StreamGroup(id)),
                    StringComparer.Ordinal
                ),
                Applications = new[] { "a-mine", "a-hidden" }.ToImmutableDictionary(
                    id => $"arn/{id}",
                    id => new Application($"arn/{id}", id, id),
                    StringComparer.Ordinal
                ),
            }
        );

    private void Pass(TimeSpan span)
    {
        for (var second = 0; second < span.TotalSeconds; second++)
        {
            _stepped.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private void Put(LiveStreamSession session)
    {
        var current = _fleet.Current;
        _fleet.Publish(current with { Sessions = current.Sessions.SetItem(session.Arn, session) });
        _stepped.Settle();
        _stepped.Advance(TimeSpan.FromSeconds(1));
    }

    private void Tag(string group, ImmutableHashSet<string> tags)
    {
        _fleet.Update(snapshot => snapshot with { Groups = snapshot.Groups.SetItem(group, snapshot.Groups[group] with { Tags = tags }) });
        _stepped.Settle();
        _stepped.Advance(TimeSpan.FromSeconds(1));
    }

    private void Watch(GroupSight sight, List<FleetPicture> seen, CancellationToken ownLeaving = default)
    {
        _ = _stepped.Start(() =>
            RunAsync(async leaving =>
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(leaving, ownLeaving);
                await foreach (var picture in _queue.WatchAsync(sight, either.Token))
                {
                    seen.Add(picture);
                }
            })
        );
        _stepped.Settle();
    }

    private async Task RunAsync(Func<CancellationToken, Task> run)
    {
        try
        {
            await run(_leaving.Token);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}

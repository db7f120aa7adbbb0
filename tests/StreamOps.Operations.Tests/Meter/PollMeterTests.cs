using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Meter;
using StreamOps.Operations.Settings;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Meter;

public sealed class PollMeterTests : IDisposable
{
    private const string Lists = "ListStreamSessions";
    private static readonly StreamSessionStatus Waiting = StreamSessionStatus.PendingClientReconnection;

    private readonly LiveFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void The_forecast_at_the_share_of_today_is_what_is_planned_today(int groups)
    {
        Played(groups).Settled().Advance(60);

        var reading = Read();
        var today = reading.ForecastAt(reading.Share);

        var planned = reading.Groups.Max(group => group.Lists.Single(list => list.Status == Waiting).Interval);
        Assert.Equal(planned.TotalSeconds, today.Urgent!.Value.TotalSeconds, tolerance: 0.051);
        // The mark tells it in steps.
        Assert.InRange(_feed.Now.Health.UrgentInterval!.Value / planned, 0.8, 1.25);
        Assert.Equal(_feed.Now.Health.IsDegraded, today.IsDegraded);
        Assert.Equal(5, today.CallsPerSecond);
        Assert.All(
            today.Statuses,
            forecast =>
                Assert.Equal(
                    reading
                        .Groups.SelectMany(group => group.Lists)
                        .Where(list => list.Status == forecast.Status)
                        .Max(list => list.Interval.TotalSeconds),
                    forecast.Interval!.Value.TotalSeconds,
                    tolerance: 0.1
                )
        );
    }

    [Fact]
    public void The_forecast_at_the_share_of_today_is_how_often_it_is_really_read()
    {
        const int Groups = 20;
        Played(Groups).Settled().Advance(60);
        var since = _feed.Clock.Now;
        _feed.Advance(120);

        var forecast = Read().ForecastAt(Read().Share).Urgent!.Value.TotalSeconds;
        var reads = _feed.Calls(Lists, since).Count(call => call.Status == Waiting);

        Assert.Equal(forecast, 120.0 * Groups / reads, tolerance: forecast * 0.1);
    }

    [Fact]
    public void The_forecast_at_another_share_is_how_often_it_is_read_with_that_setting()
    {
        using var other = new LiveFeed(new LiveOptions { ShareOfRateLimit = 0.5 });
        Played(20).Settled().Advance(60);
        Played(20, other).Settled().Advance(60);

        var forecast = Read().ForecastAt(0.5);
        var there = other.Meter.Read(GroupSight.All);

        Assert.Equal(10, forecast.CallsPerSecond);
        Assert.Equal(there.ForecastAt(there.Share).Urgent!.Value.TotalSeconds, forecast.Urgent!.Value.TotalSeconds, tolerance: 0.01);
        Assert.True(forecast.Urgent < Read().ForecastAt(0.25).Urgent);
    }

    [Fact]
    public void Trying_a_share_changes_nothing()
    {
        using var untouched = new LiveFeed();
        Played(3).Settled().Advance(30);
        Played(3, untouched).Settled().Advance(30);

        for (var percent = 1; percent <= 80; percent++)
        {
            Read().ForecastAt(percent / 100.0);
            _feed.Advance(1);
            untouched.Advance(1);
        }

        Assert.Equal(untouched.Service.Calls.Select(call => call.At), _feed.Service.Calls.Select(call => call.At));
    }

    [Fact]
    public void What_is_spent_is_what_was_called()
    {
        Played(5).Settled().Advance(60);

        var now = _feed.Clock.Now;
        var lists = Read().Operations[0];

        var second = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        double Calls(int seconds) => _feed.Calls(Lists, second.AddSeconds(-seconds)).Count(call => call.At < second) / (double)seconds;
        Assert.Equal((Lists, 5.0, 20.0), (lists.Operation, lists.Share, lists.Limit));
        Assert.Equal(Calls(10), lists.LastTen, tolerance: 0.11);
        Assert.Equal(Calls(60), lists.LastMinute, tolerance: 0.02);
        Assert.InRange(lists.LastMinute, 4.5, 5.1);
        Assert.Contains(Read().Operations, one => one.Operation == "GetStreamGroup");
    }

    [Fact]
    public void While_the_service_throttles_less_is_allowed_and_forecast()
    {
        Played(5).Settled().Advance(10);
        var before = Read();

        _feed.Budget.Throttled(Lists);
        _feed.Advance(1);
        var after = Read();

        Assert.Equal((5.0, true), (after.Operations[0].Share, after.Operations[0].Allowed < 4));
        Assert.True(after.ForecastAt(0.25).CallsPerSecond < before.ForecastAt(0.25).CallsPerSecond);
    }

    [Fact]
    public void A_list_is_as_old_as_its_last_walk()
    {
        Played(1).Settled().Advance(60);

        var group = Assert.Single(Read().Groups);

        Assert.Equal((A.Group, "Skyrail EU", true), (group.StreamGroupId, group.Name, group.IsPlayed));
        Assert.Equal(6, group.Lists.Count);
        Assert.Equal(Waiting, group.Lists[0].Status);
        Assert.All(group.Lists, list => Assert.False(list.IsLate));
        Assert.InRange(group.Lists[0].Age!.Value.TotalSeconds, 0, 1);
    }

    [Fact]
    public void Of_stream_groups_the_worst_is_first_and_those_where_nobody_plays_last()
    {
        _feed.Service.Groups["sg-a"] = A.StreamGroup("sg-a");
        _feed.With(A.StreamSession("s1", "sg-b"), A.StreamSession("s2", "sg-c")).Settled().Advance(60);
        Assert.Equal(["sg-b", "sg-c", "sg-a"], Read().Groups.Select(group => group.StreamGroupId));

        _feed.Service.OnCall = (call, _) =>
            call is { Operation: Lists, StreamGroupId: "sg-c" }
                ? Task.FromException(new GameLiftException(ApiErrorCode.AccessDenied, Lists, "Not allowed."))
                : Task.CompletedTask;
        _feed.Advance(60);
        var groups = Read().Groups;

        Assert.Equal("sg-c", groups[0].StreamGroupId);
        Assert.All(groups[0].Lists, list => Assert.True(list is { IsRefused: true, IsLate: true }));
    }

    [Fact]
    public void Who_may_see_some_stream_groups_is_told_of_these_alone()
    {
        Played(5).Settled().Advance(30);

        var some = _feed.Meter.Read(GroupSight.Of("arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-3"));
        var none = _feed.Meter.Read(GroupSight.None);

        Assert.Equal("sg-3", Assert.Single(some.Groups).StreamGroupId);
        Assert.NotNull(some.ForecastAt(0.5).Urgent);
        Assert.Empty(none.Groups);
        Assert.Null(none.ForecastAt(0.5).Urgent);
    }

    [Fact]
    public void However_many_look_it_is_worked_out_once_a_second()
    {
        Played(2).Settled();

        var (first, second) = (Read(), _feed.Meter.Read(GroupSight.None));
        _feed.Advance(1);
        var third = Read();

        Assert.Same(first.Operations, second.Operations);
        Assert.NotSame(first.Operations, third.Operations);
        Assert.Equal(TimeSpan.FromSeconds(1), third.At - first.At);
    }

    private MeterReading Read() => _feed.Meter.Read(GroupSight.All);

    private LiveFeed Played(int groups, LiveFeed? feed = null) =>
        (feed ?? _feed).With([.. Enumerable.Range(1, groups).Select(i => A.StreamSession($"s{i}", groups == 1 ? A.Group : $"sg-{i}"))]);
}

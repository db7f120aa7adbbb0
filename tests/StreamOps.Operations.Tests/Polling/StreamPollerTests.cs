using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Settings;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Polling;

public sealed class StreamPollerTests : IDisposable
{
    private static readonly StreamSession One = A.StreamSession("s1");
    private readonly LiveFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void After_the_first_walk_the_fleet_is_complete_and_live()
    {
        _feed.With(One, A.StreamSession("s2").In(StreamSessionStatus.Active)).Start();

        _feed.Advance(3);

        Assert.True(_feed.Now.IsComplete);
        Assert.Equal(PollState.Live, _feed.Now.Health.State);
        Assert.Equal(2, _feed.Now.Sessions.Count);
    }

    [Fact]
    public void An_account_without_stream_groups_is_complete_too()
    {
        _feed.Start();

        _feed.Advance(2);

        Assert.True(_feed.Now.IsComplete);
        Assert.Equal(PollState.Live, _feed.Now.Health.State);
    }

    [Fact]
    public void A_lost_client_is_seen_within_a_second_and_a_half_with_its_countdown()
    {
        _feed.With(One).Settled();

        _feed.Set(One, StreamSessionStatus.PendingClientReconnection);
        _feed.Advance(1.5);

        var window = _feed.Session()!.Window!;
        Assert.Equal(WindowKind.Reach, window.Kind);
        Assert.Equal(TimeSpan.FromSeconds(120), window.ConnectionTimeout);
        Assert.InRange((window.ExpectedEnd!.Value - _feed.Clock.Now).TotalSeconds, 115, 118.6);
    }

    [Theory]
    [InlineData(1, 0.22, 0.26)]
    [InlineData(4, 0.9, 1.0)]
    public void Waiting_sessions_are_read_as_often_as_the_number_of_groups_allows(int groups, double atLeast, double atMost)
    {
        foreach (var i in Enumerable.Range(1, groups))
        {
            _feed.With(A.StreamSession($"s{i}", $"sg-{i}"));
        }

        _feed.Settled();
        var since = _feed.Clock.Now;
        _feed.Advance(60);

        var pending = _feed.Calls("ListStreamSessions", since).Count(call => call.Status == StreamSessionStatus.PendingClientReconnection);
        Assert.InRange(60.0 * groups / pending, atLeast, atMost);
    }

    [Fact]
    public void The_first_session_of_a_group_that_stood_empty_makes_its_lists_be_read_as_often_as_others()
    {
        _feed.With(One);
        foreach (var i in Enumerable.Range(2, 9))
        {
            _feed.Service.Groups.Add($"sg-{i}", A.StreamGroup($"sg-{i}"));
        }

        _feed.Start().Advance(60);
        var quiet = _feed.Clock.Now;
        _feed.Advance(120);
        var before = Waiting("sg-2", quiet);
        _feed.With(A.StreamSession("s2", "sg-2")).Advance(300);
        var played = _feed.Clock.Now;
        _feed.Advance(120);

        Assert.InRange(before, 0, 4);
        Assert.NotNull(_feed.Session("s2", "sg-2"));
        Assert.InRange(Waiting("sg-2", played), 200, 300);

        int Waiting(string group, DateTimeOffset since) =>
            _feed
                .Calls("ListStreamSessions", since)
                .Count(call => call.StreamGroupId == group && call.Status == StreamSessionStatus.PendingClientReconnection);
    }

    [Fact]
    public void A_group_whose_capacity_is_in_use_does_not_stand_empty_though_no_list_has_shown_by_whom()
    {
        _feed.With(One);
        var other = A.StreamGroup("sg-2") with
        {
            Locations = [new LocationState("us-west-2", "ACTIVE") { AllocatedCapacity = 3, IdleCapacity = 2 }],
        };
        _feed.Service.Groups.Add("sg-2", other);
        _feed.Start().Advance(60);
        var since = _feed.Clock.Now;

        _feed.Advance(60);

        Assert.InRange(
            _feed
                .Calls("ListStreamSessions", since)
                .Count(call => call.StreamGroupId == "sg-2" && call.Status == StreamSessionStatus.PendingClientReconnection),
            100,
            150
        );
    }

    [Trait("Row", "F1")]
    [Fact]
    public void The_share_of_the_limit_is_never_exceeded()
    {
        foreach (var i in Enumerable.Range(1, 6))
        {
            _feed.With(A.StreamSession($"s{i}", $"sg-{i}"));
        }

        _feed.Settled();
        _feed.Advance(60);

        var at = _feed.Calls("ListStreamSessions").Select(call => call.At).ToList();
        Assert.All(at, moment => Assert.True(at.Count(other => other >= moment && other < moment.AddSeconds(1)) <= 5 + 2));
        Assert.True(_feed.Now.Health.IsDegraded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Every_call_of_the_share_is_made(int groups)
    {
        foreach (var i in Enumerable.Range(1, groups))
        {
            _feed.With(A.StreamSession($"s{i}", $"sg-{i}"));
        }

        _feed.Settled();
        var since = _feed.Clock.Now;
        _feed.Advance(120);

        Assert.InRange(_feed.Calls("ListStreamSessions", since).Count, 120 * 5 * 0.98, (120 * 5) + 2);
    }

    [Fact]
    public void Whose_rows_are_in_view_are_measured_first_of_very_many_lost_at_once()
    {
        StreamSession[] all = [.. Enumerable.Range(0, 1_000).Select(i => A.StreamSession($"s{i}"))];
        _feed.With(all).Settled();
        foreach (var session in all)
        {
            _feed.Set(session, StreamSessionStatus.PendingClientReconnection);
        }

        _feed.Advance(3);
        var seen = all[900..940].Select(session => session.Arn).ToHashSet();
        _feed.Fleet.InView = seen;
        _feed.Advance(10);

        Assert.All(all, session => Assert.NotNull(_feed.Now.Sessions[session.Arn].Window));
        Assert.All(seen, arn => Assert.NotNull(_feed.Now.Sessions[arn].Window!.ConnectionTimeout));
    }

    [Theory]
    [InlineData(60, 0)]
    [InlineData(600, 0)]
    [InlineData(60, 3)]
    [InlineData(600, 3)]
    public void Of_five_thousand_lost_at_once_the_first_fifty_of_the_queue_know_their_time_within_ten_seconds_of_being_seen(
        int timeoutSeconds,
        int withinSeconds
    )
    {
        using var feed = new LiveFeed();
        var chance = new Random(7);
        StreamSession[] all = [.. Enumerable.Range(0, 5_000).Select(i => A.StreamSession($"s{i}"))];
        feed.With(all).Settled();
        foreach (var session in all)
        {
            feed.Set(session, StreamSessionStatus.PendingClientReconnection);
            var lost = feed.Service.Sessions[session.Arn].Session;
            // In no order of the list: with each page others come to the top.
            var ago = TimeSpan.FromSeconds(chance.NextDouble() * withinSeconds);
            feed.Service.Sessions[session.Arn] = (lost with { LastUpdatedAt = lost.LastUpdatedAt - ago }).Details(timeoutSeconds);
        }

        // Some seconds until the last page is there, and with it the order.
        for (var tenth = 0; tenth < (withinSeconds == 0 ? 100 : 150); tenth++)
        {
            feed.Fleet.InView = FirstRows().Select(session => session.Arn).ToHashSet();
            feed.Advance(0.1);
        }

        Assert.All(FirstRows(), session => Assert.NotNull(session.Window!.ConnectionTimeout));

        IReadOnlyList<LiveStreamSession> FirstRows() =>
            [.. WaitingSessions.NoSessions.Union(feed.Now.Sessions.Values.Where(session => session.Window is not null)).Take(50)];
    }

    [Fact]
    public void More_watchers_cost_no_more_calls()
    {
        using var crowded = new LiveFeed();
        _feed.With(One).Settled(watchers: 1).Advance(60);
        crowded.With(One).Settled(watchers: 200).Advance(60);

        Assert.Equal(_feed.Service.Calls.Count, crowded.Service.Calls.Count);
    }

    [Fact]
    public void With_nobody_watching_the_service_is_asked_five_times_less_often()
    {
        using var alone = new LiveFeed();
        _feed.With(One).Settled().Advance(60);
        alone.With(One).Settled(watchers: 0).Advance(60);

        var ratio = (double)_feed.Calls("ListStreamSessions").Count / alone.Calls("ListStreamSessions").Count;
        Assert.InRange(ratio, 3, 6);
    }

    [Fact]
    public void Nothing_is_published_while_nothing_changes()
    {
        _feed.With(One, A.StreamSession("s2").In(StreamSessionStatus.PendingClientReconnection)).Settled();
        var before = _feed.Now.Version;

        _feed.Advance(40);

        Assert.Equal(before, _feed.Now.Version);
    }

    [Fact]
    public void A_session_that_left_its_list_is_looked_up_and_carries_the_reason_of_its_end()
    {
        _feed.With(One.In(StreamSessionStatus.PendingClientReconnection)).Settled();

        _feed.Set(One, StreamSessionStatus.Terminated, "reconnectionTimeout");
        _feed.Advance(2);

        Assert.Equal(StreamSessionStatus.Terminated, _feed.Session()!.Status);
        Assert.Equal("reconnectionTimeout", _feed.Session()!.Session.StatusReason);
        Assert.Null(_feed.Session()!.Window);
    }

    [Theory]
    [InlineData("RECONNECTING", 3.2)]
    [InlineData("ACTIVE", 6.2)]
    [InlineData("TERMINATING", 6.2)]
    public void Where_a_session_went_that_was_on_its_way_is_seen_in_seconds_however_seldom_its_list_is_read(string status, double within)
    {
        foreach (var i in Enumerable.Range(1, 20))
        {
            _feed.With(A.StreamSession($"s{i}", $"sg-{i}"));
        }

        _feed.With(A.StreamSession("s7", "sg-7").In(new StreamSessionStatus(status))).Start().Advance(90);
        _feed.Set(A.StreamSession("s7", "sg-7"), StreamSessionStatus.Terminated, "applicationExit");
        _feed.Advance(within);

        Assert.Equal(StreamSessionStatus.Terminated, _feed.Session("s7", "sg-7")!.Status);
    }

    [Trait("Row", "F9")]
    [Fact]
    public void A_session_missing_from_a_page_is_not_gone()
    {
        _feed.With(One.In(StreamSessionStatus.PendingClientReconnection), A.StreamSession("s2")).Settled();
        var details = _feed.Service.Sessions[One.Arn];
        _feed.Service.OnCall = (call, _) =>
        {
            // The list does not show it; GetStreamSession still does.
            if (call.Operation == "GetStreamSession")
            {
                _feed.Service.Sessions[One.Arn] = details;
            }
            else
            {
                _feed.Service.Sessions.Remove(One.Arn);
            }

            return Task.CompletedTask;
        };

        _feed.Advance(20);

        Assert.Equal(StreamSessionStatus.PendingClientReconnection, _feed.Session()!.Status);
        Assert.True(_feed.Session()!.IsListed);
        Assert.NotNull(_feed.Session()!.Window);
    }

    [Fact]
    public void A_session_that_the_service_denies_twice_is_no_longer_listed_but_never_called_terminated()
    {
        _feed.With(One.In(StreamSessionStatus.PendingClientReconnection), A.StreamSession("s2")).Settled();

        _feed.Service.Sessions.Remove(One.Arn);
        _feed.Advance(1);
        var early = _feed.Session()!;
        _feed.Advance(9);

        Assert.True(early.IsListed);
        Assert.False(_feed.Session()!.IsListed);
        Assert.Equal(StreamSessionStatus.PendingClientReconnection, _feed.Session()!.Status);
    }

    [Fact]
    public void An_ended_session_stays_an_hour_and_then_goes()
    {
        _feed.With(One, A.StreamSession("s2")).Settled();
        _feed.Set(One, StreamSessionStatus.Terminated, "applicationExit");
        _feed.Advance(70);

        _feed.Stepped.Advance(TimeSpan.FromMinutes(58), TimeSpan.FromMilliseconds(500));
        var kept = _feed.Session();
        _feed.Stepped.Advance(TimeSpan.FromMinutes(3), TimeSpan.FromMilliseconds(500));

        Assert.NotNull(kept);
        Assert.Null(_feed.Session());
        Assert.NotNull(_feed.Session("s2"));
    }

    [Trait("Row", "F9")]
    [Fact]
    public void A_session_seen_connected_a_minute_ago_is_not_lost_when_pages_are_many()
    {
        _feed.Service.PageSize = 2;
        _feed.With([.. Enumerable.Range(1, 9).Select(i => A.StreamSession($"s{i}"))]).Settled();

        _feed.Advance(70);

        Assert.Equal(9, _feed.Now.Sessions.Count);
        Assert.All(_feed.Now.Sessions.Values, session => Assert.True(session.IsListed));
    }

    [Fact]
    public void The_name_of_an_application_is_read_once_it_is_missed()
    {
        _feed.With(One).Settled();
        _feed.Service.Applications.Add(new Application(One.ApplicationArn, "a-9ZY8X7Wv6", "Skyrail"));

        _feed.Advance(60);

        Assert.Equal("Skyrail", _feed.Now.ApplicationName(One.ApplicationArn));
    }

    [Trait("Row", "F5")]
    [Fact]
    public void An_unknown_status_shows_as_itself()
    {
        _feed.With(One).Settled();

        _feed.Set(One, new StreamSessionStatus("HIBERNATING"));
        _feed.Advance(70);

        Assert.Equal("HIBERNATING", _feed.Session()!.Status.Value);
        Assert.True(_feed.Session()!.IsListed);
    }
}

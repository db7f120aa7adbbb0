using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>What an earlier process knew: on the first screen, as stale, and never in the place of what was read.</summary>
public sealed class RecalledSessionsTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);
    private readonly LiveFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void Known_sessions_are_shown_as_stale_before_any_read_is_answered()
    {
        Recall(Waiting("s1", lostAgo: 30), Playing("s2"));

        Assert.Equal((PollState.Stale, false), (_feed.Now.Health.State, _feed.Now.IsComplete));
        Assert.Equal(_feed.Clock.Now.AddSeconds(-12), _feed.Now.Health.LastGoodRead);
        Assert.All(_feed.Now.Sessions.Values, session => Assert.True(session.IsFromBefore));
        var window = _feed.Session("s1")!.Window!;
        Assert.Equal((7L, Timeout), (window.Epoch, window.ConnectionTimeout));
        Assert.InRange(window.ExpectedEnd!.Value, _feed.Clock.Now.AddSeconds(85), _feed.Clock.Now.AddSeconds(90));
    }

    [Fact]
    public void They_stay_stale_while_the_service_answers_nothing()
    {
        _feed.Service.OnCall = (call, _) => throw new GameLiftException(ApiErrorCode.Unreachable, call.Operation, "Nobody answers.");
        Recall(Waiting("s1", lostAgo: 30));

        _feed.Start().Advance(10);

        Assert.Equal(PollState.Stale, _feed.Now.Health.State);
        Assert.NotNull(_feed.Now.Health.LastGoodRead);
        Assert.True(_feed.Session("s1")!.IsFromBefore);
    }

    [Fact]
    public void The_first_read_takes_their_place_and_who_is_in_no_list_leaves_with_the_complete_walk()
    {
        _feed.With(A.StreamSession("s1").In(StreamSessionStatus.PendingClientReconnection), A.StreamSession("s2"));
        Recall(Waiting("s1", lostAgo: 30), Playing("s2"), Playing("gone"));

        _feed.Settled();

        Assert.True(_feed.Now.IsComplete);
        Assert.Equal(["s1", "s2"], _feed.Now.Sessions.Keys.Select(arn => arn.Id).Order());
        Assert.All(_feed.Now.Sessions.Values, session => Assert.False(session.IsFromBefore));
        Assert.DoesNotContain(_feed.Updates, update => update.Snapshot.IsComplete && update.Snapshot.Sessions.ContainsKey(A.Arn("gone")));
    }

    [Fact]
    public void Who_waited_and_ended_meanwhile_leaves_with_its_end()
    {
        _feed.With(A.StreamSession("s2"));
        _feed.Service.Sessions[A.Arn()] = (
            A.StreamSession().In(StreamSessionStatus.Terminated) with
            {
                StatusReason = "reconnectionTimeout",
                LastUpdatedAt = _feed.Clock.Now,
            }
        ).Details();
        Recall(Waiting("s1", lostAgo: 30));

        _feed.Settled();

        Assert.Equal(StreamSessionStatus.Terminated, _feed.Session()!.Status);
    }

    [Fact]
    public void Where_a_player_may_wait_whom_the_lists_passed_over_the_service_is_asked_before_the_row_goes()
    {
        _feed.With(A.StreamSession("s2"));
        Recall(Waiting("s1", lostAgo: 10));

        _feed.Start().Advance(4);

        Assert.Contains(_feed.Calls("GetStreamSession"), call => call.Session == A.Arn());
        Assert.True(_feed.Session()!.IsFromBefore);
        _feed.Advance(60);
        Assert.True(_feed.Session() is null or { IsGone: true });
    }

    [Fact]
    public void A_window_goes_on_with_its_epoch_and_its_timeout_is_not_asked_for_again()
    {
        _feed.With(A.StreamSession().In(StreamSessionStatus.PendingClientReconnection));
        var lostAt = _feed.Clock.Now.AddSeconds(-30);
        _feed.Service.Sessions[A.Arn()] = (_feed.Service.Sessions[A.Arn()].Session with { LastUpdatedAt = lostAt }).Details();
        Recall(Waiting("s1", lostAgo: 30));

        _feed.Settled();

        var session = _feed.Session()!;
        Assert.Equal((7L, Timeout, false), (session.Window!.Epoch, session.Window.ConnectionTimeout, session.IsFromBefore));
        Assert.InRange(session.Window.ExpectedEnd!.Value, lostAt + Timeout - TimeSpan.FromSeconds(3), lostAt + Timeout);
        Assert.DoesNotContain(_feed.Calls("GetStreamSession"), call => call.Session == A.Arn());
    }

    [Fact]
    public void Who_was_lost_anew_while_nobody_looked_has_another_window()
    {
        _feed.With(A.StreamSession().In(StreamSessionStatus.PendingClientReconnection));
        Recall(Waiting("s1", lostAgo: 30));

        _feed.Settled();

        Assert.NotEqual(7L, _feed.Session()!.Window!.Epoch);
        Assert.False(_feed.Session()!.IsFromBefore);
    }

    [Fact]
    public void What_its_episode_knows_of_a_window_counts_more_whichever_comes_first()
    {
        var window = new KnownWindow(A.Arn(), WindowKind.Reach, 9, Ago(20), Ago(20), Ago(20), Timeout);
        _feed.Fleet.Adopt([window]);
        Recall(Playing("s1"), Playing("s2"));
        _feed.Fleet.Adopt([window with { Session = A.Arn("s2") }]);

        foreach (var id in new[] { "s1", "s2" })
        {
            Assert.Equal(
                (StreamSessionStatus.PendingClientReconnection, 9L, true),
                (_feed.Session(id)!.Status, _feed.Session(id)!.Window!.Epoch, _feed.Session(id)!.IsFromBefore)
            );
        }
    }

    [Theory]
    [InlineData(900)]
    [InlineData(-900)]
    [InlineData(0)]
    public void However_the_clocks_were_set_meanwhile_no_more_than_the_whole_window_is_shown_and_after_the_first_answer_no_more_than_is_left(
        int keptAheadSeconds
    )
    {
        // What was kept as service time is off: this machine's clock is another one's by so much, and nobody knows until the service tells its time.
        var ahead = TimeSpan.FromSeconds(keptAheadSeconds);
        _feed.Fleet.Recall([Waiting("s1", lostAgo: 30, ahead)], TimeSpan.Zero, _feed.Clock.Now);

        Assert.True(_feed.Session()!.Window!.ExpectedEnd <= _feed.Clock.Now + Timeout);
        _feed.ServiceClock.Observe(_feed.Clock.Now, _feed.Clock.Now + ahead);
        _feed.Fleet.Apply([new SessionRead(A.StreamSession("other"), _feed.Clock.Now, _feed.Clock.Now)]);

        Assert.True(_feed.Session()!.IsFromBefore);
        Assert.InRange(_feed.Session()!.Window!.ExpectedEnd!.Value, _feed.Clock.Now.AddSeconds(85), _feed.Clock.Now.AddSeconds(90));
    }

    [Fact]
    public void A_read_is_taken_in_also_where_what_was_kept_seems_to_be_of_the_future()
    {
        _feed.With(A.StreamSession());
        _feed.Fleet.Recall([Playing("s1", TimeSpan.FromHours(2))], TimeSpan.Zero, _feed.Clock.Now);

        _feed.Settled();

        Assert.False(_feed.Session()!.IsFromBefore);
    }

    [Fact]
    public void What_is_recalled_late_is_no_older_truth_and_after_the_complete_walk_nothing_at_all()
    {
        _feed.Service.PageSize = 1;
        _feed.With([.. Enumerable.Range(1, 20).Select(number => A.StreamSession($"s{number}"))]).Start();
        for (var step = 0; step < 50 && _feed.Session() is null; step++)
        {
            _feed.Advance(0.1);
        }

        var read = _feed.Session();
        Assert.Equal((true, false), (read is not null, _feed.Now.IsComplete));

        Recall(Waiting("s1", lostAgo: 30));
        Assert.Same(read, _feed.Session());

        _feed.Settled();
        Recall(Playing("late"));
        Assert.Null(_feed.Session("late"));
    }

    private DateTimeOffset Ago(double seconds) => _feed.Clock.Now.AddSeconds(-seconds);

    private void Recall(params KnownSession[] sessions)
    {
        _feed.Fleet.Recall(sessions, TimeSpan.Zero, _feed.Clock.Now);
        _feed.Fleet.IsAsOf(Ago(12), _feed.Clock.Now);
    }

    private KnownSession Playing(string id, TimeSpan ahead = default) =>
        new(
            A.StreamSession(id) with
            {
                CreatedAt = Ago(600) + ahead,
                LastUpdatedAt = Ago(590) + ahead,
            },
            Ago(600) + ahead,
            Ago(580) + ahead,
            Window: null
        )
        {
            WasConnected = true,
        };

    private KnownSession Waiting(string id, double lostAgo, TimeSpan ahead = default)
    {
        var lostAt = Ago(lostAgo) + ahead;
        return Playing(id, ahead) with
        {
            Session = Playing(id, ahead).Session with { Status = StreamSessionStatus.PendingClientReconnection, LastUpdatedAt = lostAt },
            StatusSinceEarliest = lostAt,
            StatusSinceLatest = lostAt,
            ConnectionTimeout = Timeout,
            SessionLength = TimeSpan.FromHours(12),
            Window = new KnownWindow(A.Arn(id), WindowKind.Reach, 7, lostAt, lostAt, lostAt, Timeout),
        };
    }
}

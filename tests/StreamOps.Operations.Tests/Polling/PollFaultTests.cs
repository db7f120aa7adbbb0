using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Polling;

public sealed class PollFaultTests : IDisposable
{
    private static readonly StreamSession One = A.StreamSession("s1");
    private readonly LiveFeed _feed = new();

    public PollFaultTests() => _feed.With(One.In(StreamSessionStatus.PendingClientReconnection), A.StreamSession("s2")).Settled();

    public void Dispose() => _feed.Dispose();

    [Trait("Row", "F2")]
    [Trait("Row", "R6")]
    [Fact]
    public void An_outage_keeps_the_rows_and_marks_them_stale_with_their_age_and_the_next_try()
    {
        var before = _feed.Now.Sessions;
        Fail(ApiErrorCode.InternalServer, 500);

        _feed.Advance(3);

        var health = _feed.Now.Health;
        Assert.Equal(PollState.Stale, health.State);
        Assert.Equal(ApiErrorCode.InternalServer, health.Error);
        Assert.InRange((_feed.Clock.Now - health.LastGoodRead!.Value).TotalSeconds, 2, 5);
        Assert.InRange((health.NextTry!.Value - _feed.Clock.Now).TotalSeconds, 0, 2.1);
        Assert.Same(before, _feed.Now.Sessions);
    }

    [Trait("Row", "F2")]
    [Trait("Row", "R6")]
    [Fact]
    public void In_an_outage_the_service_is_asked_at_most_every_other_second()
    {
        Fail(ApiErrorCode.InternalServer, 500);
        _feed.Advance(10);
        var since = _feed.Clock.Now;

        _feed.Advance(60);

        Assert.InRange(_feed.Calls("ListStreamSessions", since).Count, 20, 31);
    }

    [Trait("Row", "F2")]
    [Trait("Row", "R6")]
    [Fact]
    public void After_an_outage_the_feed_is_live_again_within_three_seconds()
    {
        Fail(ApiErrorCode.ConnectionLost, 0);
        _feed.Advance(60);

        Heal();
        _feed.Advance(3);

        Assert.Equal(PollState.Live, _feed.Now.Health.State);
        Assert.Null(_feed.Now.Health.Error);
        Assert.Null(_feed.Now.Health.LastGoodRead);
    }

    [Trait("Row", "F3")]
    [Fact]
    public void Answers_that_never_come_are_given_up_after_two_seconds_and_do_not_pile_up()
    {
        _feed.Service.OnCall = (_, _) => Task.Delay(TimeSpan.FromSeconds(30), _feed.Time, CancellationToken.None);
        var since = _feed.Clock.Now;

        _feed.Advance(5);

        Assert.Equal(PollState.Stale, _feed.Now.Health.State);
        Assert.Equal(ApiErrorCode.TimedOut, _feed.Now.Health.Error);
        Assert.InRange(_feed.Calls("ListStreamSessions", since).Count, 1, 12);
    }

    [Trait("Row", "F3")]
    [Fact]
    public void One_slow_answer_does_not_hold_up_another_list()
    {
        _feed.Service.OnCall = (call, _) =>
            call.Status == StreamSessionStatus.Connected
                ? Task.Delay(TimeSpan.FromSeconds(1.9), _feed.Time, CancellationToken.None)
                : Task.CompletedTask;
        var since = _feed.Clock.Now;

        _feed.Advance(30);

        var pending = _feed.Calls("ListStreamSessions", since).Count(call => call.Status == StreamSessionStatus.PendingClientReconnection);
        Assert.InRange(pending, 110, 135);
    }

    [Trait("Row", "F1")]
    [Fact]
    public void Throttling_halves_the_rate_and_a_success_lets_it_recover()
    {
        var full = _feed.Budget.RateOf("ListStreamSessions");
        var isFirst = true;
        _feed.Service.OnCall = (call, _) =>
        {
            var throws = isFirst && call.Operation == "ListStreamSessions";
            isFirst &= !throws;
            return throws ? throw Error(call, ApiErrorCode.Throttling, 429) : Task.CompletedTask;
        };

        _feed.Advance(0.7);
        var halved = _feed.Budget.RateOf("ListStreamSessions");
        _feed.Advance(15);

        Assert.InRange(halved, full * 0.5, full * 0.6);
        Assert.Equal(full, _feed.Budget.RateOf("ListStreamSessions"), 6);
        Assert.Equal(PollState.Live, _feed.Now.Health.State);
    }

    [Trait("Row", "F1")]
    [Fact]
    public void A_service_that_only_throttles_is_stale_by_that_name()
    {
        Fail(ApiErrorCode.Throttling, 429);

        _feed.Advance(5);

        Assert.Equal(PollState.Stale, _feed.Now.Health.State);
        Assert.Equal(ApiErrorCode.Throttling, _feed.Now.Health.Error);
    }

    [Trait("Row", "F7")]
    [Fact]
    public void A_stream_group_that_may_not_be_read_says_so_and_is_not_asked_hotly_while_others_go_on()
    {
        _feed.With(A.StreamSession("s3", "sg-2"));
        _feed.Advance(40);
        _feed.Service.OnCall = (call, _) =>
            call is { Operation: "ListStreamSessions", StreamGroupId: "sg-2" }
                ? throw Error(call, ApiErrorCode.AccessDenied, 403)
                : Task.CompletedTask;
        _feed.Advance(20);
        var since = _feed.Clock.Now;

        _feed.Advance(60);
        var problem = _feed.Now.Groups["sg-2"].Problem;
        var asked = _feed.Calls("ListStreamSessions", since).Count(call => call.StreamGroupId == "sg-2");
        var health = _feed.Now.Health.State;
        Heal();
        _feed.Advance(20);

        Assert.Equal(ApiErrorCode.AccessDenied, problem);
        Assert.InRange(asked, 1, 30);
        Assert.Equal(PollState.Live, health);
        Assert.Null(_feed.Now.Groups["sg-2"].Problem);
    }

    [Trait("Row", "F7")]
    [Fact]
    public void Expired_credentials_are_named_and_tried_seldom()
    {
        Fail(ApiErrorCode.ExpiredToken, 403);
        _feed.Advance(5);
        var since = _feed.Clock.Now;

        _feed.Advance(60);
        var asked = _feed.Calls("ListStreamSessions", since).Count;
        var error = _feed.Now.Health.Error;
        Heal();
        _feed.Advance(6);

        Assert.Equal(ApiErrorCode.ExpiredToken, error);
        Assert.InRange(asked, 5, 15);
        Assert.Equal(PollState.Live, _feed.Now.Health.State);
    }

    [Trait("Row", "F5")]
    [Fact]
    public void A_page_that_cannot_be_read_is_refused_whole_and_the_next_one_is_taken()
    {
        var isBroken = true;
        _feed.Service.OnCall = (call, _) => isBroken ? throw new InvalidOperationException("garbage") : Task.CompletedTask;
        var before = _feed.Now.Sessions;

        _feed.Advance(20);
        var kept = _feed.Now.Sessions;
        isBroken = false;
        _feed.Advance(3);

        Assert.Same(before, kept);
        Assert.Equal(PollState.Live, _feed.Now.Health.State);
    }

    [Trait("Row", "F9")]
    [Fact]
    public void A_token_that_is_refused_starts_the_walk_again_and_nobody_is_called_missing()
    {
        _feed.Service.PageSize = 1;
        _feed.With([.. Enumerable.Range(3, 4).Select(i => A.StreamSession($"s{i}"))]);
        _feed.Advance(70);
        var hasFailed = false;
        _feed.Service.OnCall = (call, _) =>
        {
            if (call is { Status.Value: "CONNECTED", HasToken: true } && !hasFailed)
            {
                hasFailed = true;
                throw Error(call, ApiErrorCode.Validation, 400);
            }

            return Task.CompletedTask;
        };
        var since = _feed.Clock.Now;

        _feed.Advance(60);

        Assert.True(hasFailed);
        Assert.Empty(_feed.Calls("GetStreamSession", since));
        Assert.Equal(6, _feed.Now.Sessions.Values.Count(session => session.IsListed));
    }

    [Trait("Row", "F9")]
    [Fact]
    public void A_token_that_comes_again_ends_the_walk()
    {
        _feed.Service.PageSize = 1;
        _feed.With([.. Enumerable.Range(3, 4).Select(i => A.StreamSession($"s{i}"))]);
        _feed.Service.LoopsTokens = true;
        var since = _feed.Clock.Now;

        _feed.Advance(60);

        Assert.InRange(_feed.Calls("ListStreamSessions", since).Count, 60, 310);
        Assert.Equal(PollState.Live, _feed.Now.Health.State);
        Assert.All(_feed.Now.Sessions.Values, session => Assert.True(session.IsListed));
    }

    [Trait("Row", "F10")]
    [Fact]
    public void An_old_status_after_a_new_one_is_passed_over()
    {
        var old = _feed.Service.Sessions[One.Arn];
        _feed.Advance(1);
        _feed.Set(One, StreamSessionStatus.Connected);
        _feed.Advance(15);
        _feed.Service.Sessions[One.Arn] = old;

        _feed.Advance(3);

        Assert.Equal(StreamSessionStatus.Connected, _feed.Session()!.Status);
    }

    private void Fail(ApiErrorCode code, int status) => _feed.Service.OnCall = (call, _) => throw Error(call, code, status);

    private void Heal() => _feed.Service.OnCall = (_, _) => Task.CompletedTask;

    private static GameLiftException Error(ScriptedCall call, ApiErrorCode code, int status) =>
        new(code, call.Operation, "As scripted.") { HttpStatus = status, WasAnswered = status > 0 };
}

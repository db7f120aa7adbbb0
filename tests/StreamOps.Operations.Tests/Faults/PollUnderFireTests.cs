using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Polling;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.Faults;

/// <summary>The live feed before a service that has bad days, by the rows of the catalogue; no time passes but the test's.</summary>
public sealed class PollUnderFireTests : IDisposable
{
    private static readonly StreamSession One = A.StreamSession("s1");
    private readonly LiveFeed _feed = new();
    private readonly Random _chance = new(7);

    public void Dispose() => _feed.Dispose();

    [Theory]
    [Trait("Row", "F1")]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(90)]
    [InlineData(95)]
    public void Whatever_others_leave_of_the_limit_the_waiting_are_read_most_and_the_budget_is_kept(int coTenantPercent)
    {
        _feed.With(One.In(StreamSessionStatus.PendingClientReconnection), A.StreamSession("s2")).Settled();
        var throttled = 0;
        _feed.Service.OnCall = LimitedTo(20 * (100 - coTenantPercent) / 100.0, () => throttled++);
        var since = _feed.Clock.Now;
        _feed.Advance(60);

        var calls = _feed.Calls("ListStreamSessions", since);
        var byStatus = calls.CountBy(call => call.Status!.Value).ToDictionary();
        var pending = byStatus[StreamSessionStatus.PendingClientReconnection];
        var busiest = calls.Max(call => calls.Count(other => other.At >= call.At && other.At < call.At.AddSeconds(1)));
        _feed.Service.OnCall = (_, _) => Task.CompletedTask;
        _feed.Advance(coTenantPercent <= 90 ? 10 : 20);
        var after = _feed.Clock.Now;
        _feed.Advance(10);

        Figures.Tell(
            "F1",
            $"co-tenant takes {coTenantPercent} %",
            $"{throttled} of {calls.Count} calls throttled in a minute, the waiting read every {60.0 / pending:0.0} s"
        );
        Assert.InRange(busiest, 1, 7);
        Assert.All(byStatus, list => Assert.True(list.Value <= pending, $"{list.Key} was read {list.Value} times, the waiting {pending}."));
        Assert.InRange(60.0 / pending, 0.1, coTenantPercent <= 90 ? 2 : 4.5);
        // A while after the others have gone it has its whole rate again: ten seconds, twice that from the very bottom.
        Assert.InRange(_feed.Calls("ListStreamSessions", after).Count, 40, 60);
    }

    [Fact]
    [Trait("Row", "F1")]
    public void Others_who_stay_are_tried_ever_more_seldom_until_one_call_of_a_hundred_is_throttled()
    {
        _feed.With(One.In(StreamSessionStatus.PendingClientReconnection), A.StreamSession("s2")).Settled();
        var throttled = 0;
        _feed.Service.OnCall = LimitedTo(2, () => throttled++);
        _feed.Stepped.Advance(TimeSpan.FromMinutes(20), TimeSpan.FromMilliseconds(20));
        var (before, since) = (throttled, _feed.Clock.Now);
        _feed.Stepped.Advance(TimeSpan.FromMinutes(20), TimeSpan.FromMilliseconds(20));
        var (steady, calls) = (throttled - before, _feed.Calls("ListStreamSessions", since).Count);
        _feed.Service.OnCall = (_, _) => Task.CompletedTask;
        var left = _feed.Clock.Now;
        while (_feed.Budget.RateOf("ListStreamSessions") < 5 && _feed.Clock.Now < left.AddMinutes(5))
        {
            _feed.Advance(0.5);
        }

        var full = (_feed.Clock.Now - left).TotalSeconds;
        Figures.Tell(
            "F1",
            "co-tenant takes 90 % for long",
            $"{100.0 * steady / calls:0.0} % of {calls:N0} calls throttled from the 20th minute to the 40th, at {calls / 1200.0:0.0} calls/s of the 2 that are left"
        );
        Assert.InRange(steady, 0, calls * 0.0105);
        Assert.InRange(calls / 1200.0, 1.6, 2.1);
        Assert.InRange(full, 0, 60);
    }

    [Fact]
    [Trait("Row", "F2")]
    public void One_call_of_ten_that_fails_is_nobodys_news_and_each_read_is_tried_twice_at_most()
    {
        _feed.With(One.In(StreamSessionStatus.PendingClientReconnection)).Settled();
        _feed.Updates.Clear();
        var failed = 0;
        _feed.Service.OnCall = (call, _) => _chance.Next(10) == 0 ? Fail(call, ref failed) : Task.CompletedTask;

        _feed.Advance(120);

        Assert.InRange(failed, 20, 200);
        Assert.DoesNotContain(_feed.Updates, update => update.Snapshot.Health.State == PollState.Stale);

        Task Fail(ScriptedCall call, ref int count)
        {
            count++;
            throw Error(call, ApiErrorCode.InternalServer, _chance.Next(2) == 0 ? 500 : 503);
        }
    }

    [Fact]
    [Trait("Row", "F2")]
    [Trait("Row", "R6")]
    public void In_ten_minutes_without_the_service_it_is_asked_seldom_the_countdown_goes_on_and_it_is_fresh_three_seconds_after()
    {
        // Forty wait: each of them would be looked up, if the service did not fail in that too.
        var others = Enumerable.Range(2, 40).Select(number => A.StreamSession($"s{number}")).ToList();
        _feed.With([.. others.Append(One).Select(session => session.In(StreamSessionStatus.PendingClientReconnection))]).Settled();
        var window = _feed.Session()!.Window;
        _feed.Service.OnCall = (call, _) => throw Error(call, ApiErrorCode.InternalServer, 503);
        var since = _feed.Clock.Now;
        _feed.Stepped.Advance(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(20));
        var stale = _feed.Updates.First(update => update.Snapshot.Health.State == PollState.Stale).Snapshot.Health;
        var firstFailed = _feed.Calls("ListStreamSessions", since)[0].At;

        _feed.Stepped.Advance(TimeSpan.FromMinutes(9) + TimeSpan.FromSeconds(50), TimeSpan.FromMilliseconds(50));
        var asked = _feed.Service.Calls.Count(call => call.At >= since);
        var kept = _feed.Now;
        _feed.Service.OnCall = (_, _) => Task.CompletedTask;
        var mended = _feed.Clock.Now;
        while (_feed.Now.Health.State != PollState.Live && _feed.Clock.Now < mended.AddSeconds(20))
        {
            _feed.Advance(0.1);
        }

        var fresh = (_feed.Clock.Now - mended).TotalSeconds;
        Figures.Tell(
            "R6",
            "10 min without the service",
            $"{asked / 600.0:0.00} calls/s of all kinds, fresh {fresh:0.0} s after it is back"
        );
        Assert.InRange((stale.LastGoodRead!.Value - firstFailed).TotalSeconds, -2, 0.1);
        Assert.InRange(asked, 200, 300);
        Assert.Equal((PollState.Stale, window), (kept.Health.State, kept.Sessions[One.Arn].Window));
        Assert.InRange(fresh, 0, 3);
    }

    [Fact]
    [Trait("Row", "F7")]
    public void One_act_that_may_not_be_done_is_not_tried_hotly_the_others_go_on_and_it_recovers_alone()
    {
        _feed.With([.. Enumerable.Range(1, 5).Select(i => A.StreamSession($"s{i}").In(StreamSessionStatus.PendingClientReconnection))]);
        _feed.Service.OnCall = (call, _) =>
            call.Operation == "GetStreamSession" ? throw Error(call, ApiErrorCode.AccessDenied, 403) : Task.CompletedTask;
        _feed.Settled();
        var since = _feed.Clock.Now;

        _feed.Advance(60);
        var asked = _feed.Calls("GetStreamSession", since).Count;
        var (state, unmeasured) = (_feed.Now.Health.State, _feed.Session()!.Window!.ConnectionTimeout);
        _feed.Service.OnCall = (_, _) => Task.CompletedTask;
        _feed.Advance(16);

        // Each session once in a quarter of a minute.
        Assert.InRange(asked, 1, 5 * 5);
        Assert.Equal((PollState.Live, null), (state, unmeasured));
        Assert.All(_feed.Now.Sessions.Values, session => Assert.NotNull(session.Window!.ConnectionTimeout));
    }

    [Fact]
    [Trait("Row", "F8")]
    public void The_lists_and_the_single_reads_have_a_breaker_each()
    {
        _feed.With(One.In(StreamSessionStatus.PendingClientReconnection)).Settled();
        _feed.Service.OnCall = (call, _) =>
            call.Operation == "ListStreamSessions" ? throw Error(call, ApiErrorCode.Unreachable, 0) : Task.CompletedTask;
        _feed.Advance(10);
        var isStale = _feed.Now.Health.State == PollState.Stale;

        var read = _feed.Reader.ReadAsync(One.Arn, ReadPriority.OpenRescue, CancellationToken.None);
        _feed.Advance(0.5);

        Assert.True(isStale);
        Assert.True(read.IsCompletedSuccessfully);
    }

    [Fact]
    [Trait("Row", "F9")]
    public void A_walk_that_never_ends_is_ended_and_nobody_is_called_missing()
    {
        _feed.Service.NeverEnds = true;
        _feed.With(One, A.StreamSession("s2").In(StreamSessionStatus.PendingClientReconnection)).Start();
        _feed.Stepped.Advance(TimeSpan.FromMinutes(20), TimeSpan.FromMilliseconds(50));

        Assert.True(_feed.Now.IsComplete);
        Assert.Equal(2, _feed.Now.Sessions.Values.Count(session => session.IsListed));
        Assert.DoesNotContain(_feed.Updates, update => update.Snapshot.Sessions.Values.Any(session => session.IsGone));
    }

    [Fact]
    [Trait("Row", "F9")]
    public void Pages_that_shift_under_a_walk_call_nobody_gone()
    {
        _feed.Service.PageSize = 3;
        var all = Enumerable.Range(1, 20).Select(i => A.StreamSession($"s{i}")).ToArray();
        _feed.With(all).Settled();
        // Before each page the list has another order: some are shown twice, some not at all.
        _feed.Service.OnCall = (_, _) =>
        {
            var shuffled = _feed.Service.Sessions.OrderBy(_ => _chance.Next()).ToList();
            _feed.Service.Sessions.Clear();
            shuffled.ForEach(session => _feed.Service.Sessions.Add(session.Key, session.Value));
            return Task.CompletedTask;
        };
        _feed.Updates.Clear();

        _feed.Stepped.Advance(TimeSpan.FromMinutes(5), TimeSpan.FromMilliseconds(50));

        Assert.Equal(20, _feed.Now.Sessions.Values.Count(session => session is { IsListed: true, IsGone: false }));
        Assert.DoesNotContain(_feed.Updates, update => update.Snapshot.Sessions.Values.Any(session => session.IsGone));
    }

    [Fact]
    [Trait("Row", "F9")]
    public void Lists_that_show_nobody_for_minutes_call_nobody_missing_as_long_as_those_who_are_looked_up_are_there()
    {
        var all = Enumerable.Range(1, 1_000).Select(i => A.StreamSession($"s{i}")).ToArray();
        _feed.With(all).Start();
        _feed.Stepped.Advance(TimeSpan.FromMinutes(2), TimeSpan.FromMilliseconds(50));
        var truth = _feed.Service.Sessions.ToDictionary();
        _feed.Service.OnCall = (call, _) =>
        {
            _feed.Service.Sessions.Clear();
            if (call is { Operation: "GetStreamSession", Session: { } asked })
            {
                _feed.Service.Sessions.Add(asked, truth[asked]);
            }

            return Task.CompletedTask;
        };

        _feed.Stepped.Advance(TimeSpan.FromMinutes(3.5), TimeSpan.FromMilliseconds(50));

        Assert.Equal(1_000, _feed.Now.Sessions.Values.Count(session => session is { IsListed: true, IsGone: false }));
    }

    [Fact]
    [Trait("Row", "F10")]
    public void Answers_up_to_eight_seconds_old_in_any_order_make_no_status_flap()
    {
        _feed.With(One, A.StreamSession("s2")).Settled();
        StreamSessionStatus[] life =
        [
            StreamSessionStatus.PendingClientReconnection,
            StreamSessionStatus.Reconnecting,
            StreamSessionStatus.Active,
            StreamSessionStatus.Connected,
        ];
        List<(DateTimeOffset At, StreamSessionDetails Details)> truths = [(_feed.Clock.Now, _feed.Service.Sessions[One.Arn])];
        _feed.Service.OnCall = (_, _) =>
        {
            // As it was at some moment of the last eight seconds.
            var moment = _feed.Clock.Now.AddSeconds(-8 * _chance.NextDouble());
            _feed.Service.Sessions[One.Arn] = truths.FindLast(truth => truth.At <= moment).Details ?? truths[0].Details;
            return Task.CompletedTask;
        };
        _feed.Updates.Clear();
        for (var i = 0; i < 60; i++)
        {
            var truth = truths[^1].Details.Session with { Status = life[i % life.Length], LastUpdatedAt = _feed.Clock.Now };
            truths.Add((_feed.Clock.Now, truth.Details()));
            _feed.Advance(3 + (6 * _chance.NextDouble()));
        }

        var shown = _feed.Updates.Select(update => update.Snapshot.Sessions[One.Arn].Session.LastUpdatedAt!.Value).ToList();
        var flips = shown.Zip(shown.Skip(1)).Count(pair => pair.Second < pair.First);
        Figures.Tell("F10", "answers up to 8 s old", $"{truths.Count - 1} changes, {shown.Distinct().Count()} of them seen, {flips} flips");
        Assert.Equal(0, flips);
        Assert.InRange(shown.Distinct().Count(), 20, truths.Count);
    }

    /// <summary>The service's own bucket, as others leave it.</summary>
    private Func<ScriptedCall, CancellationToken, Task> LimitedTo(double callsPerSecond, Action throttled)
    {
        var (tokens, filledAt) = (callsPerSecond, _feed.Clock.Now);
        return (call, _) =>
        {
            if (call.Operation != "ListStreamSessions")
            {
                return Task.CompletedTask;
            }

            var now = _feed.Clock.Now;
            tokens = Math.Min(Math.Max(1, callsPerSecond), tokens + ((now - filledAt).TotalSeconds * callsPerSecond));
            filledAt = now;
            if (tokens < 1)
            {
                throttled();
                throw Error(call, ApiErrorCode.Throttling, 429);
            }

            tokens--;
            return Task.CompletedTask;
        };
    }

    private static GameLiftException Error(ScriptedCall call, ApiErrorCode code, int status) =>
        new(code, call.Operation, "As scripted.") { HttpStatus = status, WasAnswered = status > 0 };
}

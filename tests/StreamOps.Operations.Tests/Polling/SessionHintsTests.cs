using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>Who learns of a loss sooner than a list can show it may say so: that is a reason to look, and nothing more.</summary>
public sealed class SessionHintsTests : IDisposable
{
    private static readonly StreamSession One = A.StreamSession("s1");
    private readonly LiveFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void A_loss_that_is_hinted_at_is_seen_at_once_however_many_groups_there_are()
    {
        Settle(groups: 40);
        _feed.Set(One, StreamSessionStatus.PendingClientReconnection);

        var isTaken = Hint();
        _feed.Advance(0.3);

        Assert.True(isTaken);
        Assert.Equal(StreamSessionStatus.PendingClientReconnection, _feed.Session()!.Status);
        Assert.NotNull(_feed.Session()!.Window!.ConnectionTimeout);
    }

    [Fact]
    public void A_hint_is_no_fact_and_a_loss_that_the_service_notices_later_is_still_looked_for()
    {
        Settle(groups: 40);

        Hint();
        _feed.Advance(0.3);
        var early = _feed.Session()!.Status;
        _feed.Set(One, StreamSessionStatus.PendingClientReconnection);
        _feed.Advance(1);

        Assert.Equal(StreamSessionStatus.Connected, early);
        Assert.Equal(StreamSessionStatus.PendingClientReconnection, _feed.Session()!.Status);
    }

    [Fact]
    public void A_page_is_heard_once_in_five_seconds_and_a_player_who_plays_on_is_looked_at_four_times()
    {
        Settle(groups: 1);
        _feed.Advance(30);
        var since = _feed.Clock.Now;

        for (var second = 0; second < 12; second++)
        {
            Hint();
            _feed.Advance(0.5);
        }

        _feed.Advance(3);
        Assert.Equal(4, _feed.Calls("GetStreamSession", since).Count(call => call.Session == One.Arn));
    }

    [Fact]
    public void Hints_without_end_leave_the_other_reads_of_sessions_their_calls()
    {
        Settle(groups: 1);
        StreamSession[] many = [.. Enumerable.Range(0, 500).Select(i => A.StreamSession($"m{i}"))];
        _feed.With(many).Advance(30);
        var since = _feed.Clock.Now;
        var taken = 0;
        for (var i = 0; i < many.Length; i++)
        {
            var session = many[i].Arn;
            taken += _feed.Stepped.Finish(() => Task.FromResult(_feed.Hints.TakeFromPage(session, $"page {session.Id}"))) ? 1 : 0;
            _feed.Advance(0.02);
        }

        // Three tenths of five calls a second, and what was saved up.
        Assert.InRange(taken, 5, 17);
        Assert.True(_feed.Stepped.Finish(() => Task.FromResult(_feed.Hints.TakeFromBackend(One.Arn))));
        Assert.InRange(_feed.Calls("GetStreamSession", since).Count, 1, (10.5 * 5) + 2);
    }

    [Fact]
    public void Of_whom_a_list_has_shown_already_nothing_is_to_be_read()
    {
        _feed.With(One.In(StreamSessionStatus.PendingClientReconnection)).Settled();
        var since = _feed.Clock.Now;

        Assert.True(Hint());
        _feed.Advance(0.5);

        Assert.Empty(_feed.Calls("GetStreamSession", since));
    }

    private void Settle(int groups)
    {
        _feed.With(One);
        foreach (var i in Enumerable.Range(2, groups - 1))
        {
            _feed.With(A.StreamSession($"s{i}", $"sg-{i}"));
        }

        _feed.Start().Advance(groups > 1 ? 120 : 20);
    }

    private bool Hint() => _feed.Stepped.Finish(() => Task.FromResult(_feed.Hints.TakeFromPage(One.Arn, "a page")));
}

using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Settings;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>The list of those who wait in the whole account, where its owner wants it read.</summary>
public sealed class AccountPollerTests : IDisposable
{
    private const string ByAccount = "ListStreamSessionsByAccount";
    private readonly LiveFeed _feed = new(new LiveOptions { ByAccount = true });

    public AccountPollerTests()
    {
        foreach (var i in Enumerable.Range(1, 30))
        {
            _feed.With(A.StreamSession($"s{i}", $"sg-{i}"));
        }

        _feed.Start().Advance(120);
    }

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void Nobody_asks_for_it_unless_it_is_wanted()
    {
        using var feed = new LiveFeed();
        feed.With(A.StreamSession()).Settled();

        Assert.Empty(feed.Calls(ByAccount));
    }

    [Fact]
    public void With_many_groups_a_loss_is_seen_within_a_second_and_the_list_is_asked_for_once_in_it()
    {
        var since = _feed.Clock.Now;
        _feed.Set(A.StreamSession("s7", "sg-7"), StreamSessionStatus.PendingClientReconnection);
        _feed.Advance(1.1);
        var seen = _feed.Session("s7", "sg-7")!.Status;
        _feed.Advance(58.9);

        Assert.Equal(StreamSessionStatus.PendingClientReconnection, seen);
        Assert.InRange(_feed.Calls(ByAccount, since).Count, 55, 61);
    }

    [Fact]
    public void Whom_it_does_not_show_is_not_missed_and_of_groups_that_are_not_read_nobody_comes_in()
    {
        _feed.Set(A.StreamSession("s7", "sg-7"), StreamSessionStatus.PendingClientReconnection);
        _feed.Service.Sessions[A.Arn("x1", "sg-expired")] = A.StreamSession("x1", "sg-expired")
            .In(StreamSessionStatus.PendingClientReconnection)
            .Details();
        _feed.Advance(2);
        var known = _feed.Service.Sessions[A.Arn("s7", "sg-7")];
        _feed.Service.OnCall = (call, _) =>
        {
            if (call.Operation == ByAccount)
            {
                _feed.Service.Sessions.Remove(A.Arn("s7", "sg-7"));
            }
            else
            {
                _feed.Service.Sessions[A.Arn("s7", "sg-7")] = known;
            }

            return Task.CompletedTask;
        };
        _feed.Advance(5);

        Assert.True(_feed.Session("s7", "sg-7") is { IsListed: true, IsGone: false, Window: not null });
        Assert.Null(_feed.Session("x1", "sg-expired"));
    }

    [Fact]
    public void Where_it_is_refused_the_groups_are_read_on_and_it_is_not_asked_for_hotly()
    {
        _feed.Service.OnCall = (call, _) =>
            call.Operation == ByAccount
                ? throw new GameLiftException(ApiErrorCode.AccessDenied, call.Operation, "No.") { HttpStatus = 403, WasAnswered = true }
                : Task.CompletedTask;
        var since = _feed.Clock.Now;

        _feed.Advance(60);

        Assert.InRange(_feed.Calls(ByAccount, since).Count, 3, 6);
        Assert.Equal(PollState.Live, _feed.Now.Health.State);
    }
}

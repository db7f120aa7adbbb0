using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>Sessions that are gone at the service without an end: another world, a deleted stream group, another account.</summary>
public sealed class VanishedSessionTests : IDisposable
{
    private const string Other = "sg-Other0001";
    private static readonly StreamSession Lost = A.StreamSession("s1").In(StreamSessionStatus.PendingClientReconnection);
    private readonly LiveFeed _feed = new();

    public VanishedSessionTests() => _feed.With(Lost, A.StreamSession("s2")).Settled();

    public void Dispose() => _feed.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_session_of_a_stream_group_that_is_gone_is_no_longer_listed_within_a_minute(bool hasAnotherGroup)
    {
        Vanish();
        if (hasAnotherGroup)
        {
            _feed.With(A.StreamSession("other", Other));
        }

        _feed.Advance(60);

        Assert.Equal((true, false), (_feed.Session()!.IsGone, _feed.Session()!.IsListed));
        Assert.Equal(StreamSessionStatus.PendingClientReconnection, _feed.Session()!.Status);
        Assert.Null(_feed.Session()!.Window);
    }

    [Fact]
    public void So_is_one_that_nobody_waited_for_however_seldom_its_list_was_read()
    {
        _feed.With(Enumerable.Range(0, 3_000).Select(at => A.StreamSession($"many{at}", Other)).ToArray()).Advance(60);
        _feed.Service.Groups.Remove(A.Group);
        _feed.Service.Sessions.Remove(Lost.Arn);
        _feed.Service.Sessions.Remove(A.Arn("s2"));

        _feed.Advance(60);

        Assert.True(_feed.Now.Sessions[A.Arn("s2")].IsGone);
    }

    [Fact]
    public void An_account_whose_last_stream_group_is_gone_is_not_stale_for_ever()
    {
        Vanish();

        _feed.Advance(120);

        Assert.Empty(_feed.Now.Groups);
        Assert.Equal(PollState.Live, _feed.Now.Health.State);
    }

    [Trait("Row", "F10")]
    [Theory]
    [InlineData(2.1)]
    [InlineData(4)]
    public void A_session_that_is_denied_for_some_seconds_does_not_flap(double seconds)
    {
        var before = _feed.Session()!;
        var known = _feed.Service.Sessions[Lost.Arn];
        _feed.Updates.Clear();

        _feed.Service.Sessions.Remove(Lost.Arn);
        _feed.Advance(seconds);
        _feed.Service.Sessions[Lost.Arn] = known;
        _feed.Advance(30);

        Assert.Same(before, _feed.Session());
        Assert.DoesNotContain(_feed.Updates, update => update.Snapshot.Sessions[Lost.Arn].IsGone);
    }

    [Fact]
    public void A_session_that_is_back_after_all_goes_on_with_its_window()
    {
        var window = _feed.Session()!.Window;
        var known = _feed.Service.Sessions[Lost.Arn];
        _feed.Service.Sessions.Remove(Lost.Arn);
        _feed.Advance(12);
        Assert.True(_feed.Session()!.IsGone);

        _feed.Service.Sessions[Lost.Arn] = known;
        _feed.Advance(3);

        Assert.Equal((false, true), (_feed.Session()!.IsGone, _feed.Session()!.IsListed));
        Assert.Equal(window, _feed.Session()!.Window);
    }

    [Trait("Row", "F7")]
    [Fact]
    public void Credentials_that_may_not_ask_say_nothing_about_a_session()
    {
        _feed.Service.OnCall = (call, _) =>
            throw new GameLiftException(ApiErrorCode.AccessDenied, call.Operation, "No.") { HttpStatus = 403, WasAnswered = true };

        _feed.Advance(60);

        Assert.False(_feed.Session()!.IsGone);
        Assert.NotNull(_feed.Session()!.Window);
    }

    /// <summary>As the service answers for a stream group that it does not have.</summary>
    private void Vanish()
    {
        _feed.Service.Groups.Clear();
        _feed.Service.Sessions.Clear();
        _feed.Service.OnCall = (call, _) =>
            call is { Operation: "ListStreamSessions", StreamGroupId: A.Group }
                ? throw new GameLiftException(ApiErrorCode.ResourceNotFound, call.Operation, "Not found.")
                {
                    HttpStatus = 404,
                    WasAnswered = true,
                }
                : Task.CompletedTask;
    }
}

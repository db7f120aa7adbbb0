using StreamOps.Operations.GameLift;
using StreamOps.Operations.Polling;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Polling;

public sealed class SessionReaderTests : IDisposable
{
    private readonly LiveFeed _feed = new();

    public SessionReaderTests() => _feed.With([.. Enumerable.Range(1, 9).Select(i => A.StreamSession($"s{i}"))]);

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void Reads_of_one_session_that_have_not_left_are_made_as_one()
    {
        Read("s1", ReadPriority.LeftFilter);
        Read("s2", ReadPriority.LeftFilter);
        var first = Read("s3", ReadPriority.LeftFilter);
        var second = Read("s3", ReadPriority.OpenDrawer);
        _feed.Advance(2);

        Assert.NotNull(first.Reply);
        Assert.Same(first.Reply, second.Reply);
        Assert.Equal(3, _feed.Calls("GetStreamSession").Count);
    }

    [Fact]
    public void The_most_important_read_leaves_first()
    {
        Read("s1", ReadPriority.Prefetch);
        Read("s2", ReadPriority.Prefetch);
        Read("s3", ReadPriority.Prefetch);
        Read("s4", ReadPriority.OpenDrawer);
        Read("s5", ReadPriority.LeftFilter);
        Read("s6", ReadPriority.EnteredWindow);
        Read("s7", ReadPriority.OpenRescue);
        Read("s3", ReadPriority.OpenRescue);
        _feed.Advance(3);

        string[] expected = ["s1", "s2", "s3", "s7", "s6", "s5", "s4"];
        Assert.Equal(expected, _feed.Calls("GetStreamSession").Select(call => call.Session!.Value.Id).ToArray());
    }

    [Fact]
    public void Of_equals_the_nearest_deadline_goes_first_and_who_is_asked_for_again_in_haste_moves_up()
    {
        Read("s1", ReadPriority.Whereabouts);
        Read("s2", ReadPriority.Whereabouts);
        Read("s3", ReadPriority.LeftFilter, seconds: 90);
        Read("s4", ReadPriority.LeftFilter, seconds: 30);
        Read("s5", ReadPriority.Whereabouts);
        Read("s6", ReadPriority.Whereabouts);
        Read("s6", ReadPriority.LeftFilter, seconds: 60);
        _feed.Advance(3);

        string[] expected = ["s1", "s2", "s4", "s6", "s3", "s5"];
        Assert.Equal(expected, _feed.Calls("GetStreamSession").Select(call => call.Session!.Value.Id).ToArray());
    }

    [Fact]
    public void A_rescue_does_not_take_an_answer_that_was_under_way_before_it_asked()
    {
        _feed.Service.OnCall = (_, _) => Task.Delay(TimeSpan.FromSeconds(1), _feed.Time, CancellationToken.None);
        Read("s1", ReadPriority.LeftFilter);
        _feed.Advance(0.5);
        var askedAt = _feed.Clock.Now;

        var joined = Read("s1", ReadPriority.EnteredWindow);
        var fresh = Read("s1", ReadPriority.OpenRescue);
        _feed.Advance(3);

        Assert.True(joined.Reply!.SentAt < askedAt);
        Assert.True(fresh.Reply!.SentAt >= askedAt);
        Assert.Equal(2, _feed.Calls("GetStreamSession").Count);
    }

    [Fact]
    public void Trouble_is_tried_once_more_and_then_told()
    {
        _feed.Service.OnCall = (call, _) =>
            throw new GameLiftException(ApiErrorCode.InternalServer, call.Operation, "As scripted.") { HttpStatus = 500 };

        var read = Read("s1", ReadPriority.OpenDrawer);
        _feed.Advance(3);

        Assert.Equal(ApiErrorCode.InternalServer, read.Failure!.Code);
        Assert.Equal(2, _feed.Calls("GetStreamSession").Count);
    }

    [Fact]
    public void What_a_read_shows_reaches_the_fleet()
    {
        _feed.Set(A.StreamSession("s1"), StreamSessionStatus.PendingClientReconnection);

        Read("s1", ReadPriority.OpenDrawer);
        _feed.Advance(0.1);

        Assert.Equal(TimeSpan.FromSeconds(120), _feed.Session()!.Window!.ConnectionTimeout);
    }

    [Fact]
    public void A_session_that_ended_before_anybody_saw_it_does_not_enter_the_fleet()
    {
        _feed.Set(A.StreamSession("s1"), StreamSessionStatus.Terminated, "applicationExit");

        Read("s1", ReadPriority.OpenDrawer);
        _feed.Advance(0.1);

        Assert.Null(_feed.Session());
    }

    private Asked Read(string id, ReadPriority priority, double? seconds = null)
    {
        var asked = new Asked();
        _ = _feed.Stepped.Start(async () =>
        {
            try
            {
                asked.Reply = await _feed.Reader.ReadAsync(
                    A.Arn(id),
                    priority,
                    seconds is { } span ? _feed.Clock.Now.AddSeconds(span) : null,
                    CancellationToken.None
                );
            }
            catch (GameLiftException failure)
            {
                asked.Failure = failure;
            }
        });
        return asked;
    }

    private sealed class Asked
    {
        public ServiceReply<StreamSessionDetails>? Reply { get; set; }

        public GameLiftException? Failure { get; set; }
    }
}

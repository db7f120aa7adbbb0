using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>Who is in no list any more, by walks of all lists, and who is not called so however many do not show them.</summary>
[Trait("Row", "F9")]
public sealed class UnlistedSessionTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
    private readonly LiveFleet _fleet = new(new FakeTimeProvider(Start), new ServiceClock(), Options.Create(new LiveOptions()));

    [Fact]
    public void A_client_that_may_still_connect_for_the_first_time_keeps_its_session_listed_until_its_window_is_over()
    {
        Show(StreamSessionStatus.Active);
        Assert.NotNull(Session.Window);

        WalkAll(40);
        WalkAll(80);
        var inWindow = Session.IsListed;
        WalkAll(120);
        WalkAll(160);

        Assert.True(inWindow);
        Assert.False(Session.IsListed);
    }

    [Fact]
    public void A_connected_one_is_listed_no_more_after_two_walks_and_one_whose_client_was_lost_stays()
    {
        Show(StreamSessionStatus.Connected);
        WalkAll(40);
        WalkAll(80);
        var connected = Session.IsListed;

        Show(StreamSessionStatus.PendingClientReconnection, second: 90);
        foreach (var second in (int[])[130, 170, 400, 800])
        {
            WalkAll(second);
        }

        Assert.False(connected);
        Assert.True(Session.IsListed);
    }

    private LiveStreamSession Session => _fleet.Current.Sessions[A.Arn("s1")];

    private void Show(StreamSessionStatus status, int second = 0)
    {
        var at = Start.AddSeconds(second);
        _fleet.Apply([new SessionRead(A.StreamSession("s1").In(status) with { LastUpdatedAt = at }, at, at)]);
    }

    private void WalkAll(int second)
    {
        foreach (var status in StreamSessionStatus.Listed)
        {
            _fleet.Walked(A.Group, status, new HashSet<StreamSessionArn>(), Start.AddSeconds(second), Start.AddSeconds(second + 1));
        }
    }
}

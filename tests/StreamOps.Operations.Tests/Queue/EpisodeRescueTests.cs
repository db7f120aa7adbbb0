using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

public sealed class EpisodeRescueTests
{
    [Theory]
    [InlineData(10, 900, true)]
    [InlineData(-5, 900, false)]
    [InlineData(10, -1, false)]
    public void A_link_is_live_while_its_window_is_open_and_its_session_stands(int secondsLeft, int sessionEndsIn, bool isLive)
    {
        var session = APicture.Waiting("s1", secondsLeft);
        var window = session.Window! with { SessionEnds = APicture.Now.AddSeconds(sessionEndsIn) };

        var episode = EpisodeIn(APicture.Of(session with { Window = window }).With(APicture.Link()));

        Assert.Equal(isLive, episode.IsLinkLive);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(-5, false)]
    public void Before_its_session_is_read_the_clock_alone_says_whether_a_link_is_live(int secondsLeft, bool isLive)
    {
        var link = APicture.Link() with { KnownDeadline = APicture.Now.AddSeconds(secondsLeft) };

        Assert.Equal(isLive, EpisodeIn(APicture.Of().With(link)).IsLinkLive);
    }

    private static EpisodeRescue EpisodeIn(FleetPicture picture) =>
        new(picture, A.Arn(), Epoch: 1, Reader: null, IsReadOnly: false, APicture.Now);
}

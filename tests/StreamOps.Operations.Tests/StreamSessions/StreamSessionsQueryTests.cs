using StreamOps.Operations.GameLift;
using StreamOps.Operations.StreamSessions;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.StreamSessions;

public sealed class StreamSessionsQueryTests
{
    [Fact]
    public void Sessions_that_the_service_no_longer_knows_neither_show_unasked_nor_count()
    {
        var gone = APicture.Session("s1") with { IsListed = false, IsGone = true };
        var picture = APicture.Of(gone, APicture.Session("s2"));

        Assert.False(StreamSessionsQuery.All.Shows(gone, picture.Snapshot));
        Assert.True((StreamSessionsQuery.All with { WithEnded = true }).Shows(gone, picture.Snapshot));
        Assert.Equal(1, picture.Totals.Live);
    }

    [Fact]
    public void Ended_sessions_show_on_request_only()
    {
        var snapshot = APicture.Fleet();
        var ended = APicture.Session("s1", StreamSessionStatus.Terminated);

        Assert.False(StreamSessionsQuery.All.Shows(ended, snapshot));
        Assert.True((StreamSessionsQuery.All with { WithEnded = true }).Shows(ended, snapshot));
    }

    [Theory]
    [InlineData("U-S1", true)]
    [InlineData("streamsession/sg-1AB2C3De4/s1", true)]
    [InlineData("a-9ZY8", true)]
    [InlineData("somebody else", false)]
    public void Free_text_looks_at_player_arn_and_application(string text, bool isShown)
    {
        Assert.Equal(isShown, new StreamSessionsQuery { Text = text }.Shows(APicture.Session(), APicture.Fleet()));
    }

    [Fact]
    public void Toggling_a_status_twice_changes_nothing()
    {
        var once = StreamSessionsQuery.All.Toggle("CONNECTED");

        Assert.True(once.Shows(APicture.Session(), APicture.Fleet()));
        Assert.False(once.Shows(APicture.Waiting("s1", 60), APicture.Fleet()));
        Assert.Equal(StreamSessionsQuery.All, once.Toggle("CONNECTED"));
    }
}

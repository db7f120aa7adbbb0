using CsCheck;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class StreamSessionsQueryTests
{
    private static readonly string[] Words = ["CONNECTED", "ACTIVE", "PENDING_CLIENT_RECONNECTION", "NEW ONE&x=1"];
    private static readonly Gen<string> Text = Gen.String[Gen.Char[' ', 'ÿ'], 0, 12];

    private static readonly Gen<StreamSessionsQuery> Queries = Gen.Select(
        Gen.Int[0, 3].Select(index => Words[index]).List[0, 3],
        Text,
        Text,
        Text,
        Text,
        Gen.Bool,
        (statuses, group, location, application, text, ended) =>
            new StreamSessionsQuery
            {
                Statuses = [.. statuses],
                StreamGroupId = group,
                Location = location,
                ApplicationArn = application,
                Text = text,
                WithEnded = ended,
            }
    );

    [Fact]
    public void What_is_printed_parses_to_the_same_query()
    {
        Queries.Sample(query => Assert.Equal(query.Print(), StreamSessionsQuery.Parse(query.Print()).Print()));
        Queries.Sample(query =>
        {
            var parsed = StreamSessionsQuery.Parse(query.Print());
            return parsed.Text == query.Text
                && parsed.StreamGroupId == query.StreamGroupId
                && parsed.Location == query.Location
                && parsed.ApplicationArn == query.ApplicationArn
                && parsed.WithEnded == query.WithEnded
                && parsed.Statuses.SetEquals(query.Statuses);
        });
    }

    [Fact]
    public void What_the_address_says_else_is_left_out()
    {
        Assert.Equal(StreamSessionsQuery.All, StreamSessionsQuery.Parse("?session=s1&ended=no&status="));
    }

    [Fact]
    public void Sessions_that_the_service_no_longer_knows_neither_show_unasked_nor_count()
    {
        var gone = APicture.Session("s1") with { IsListed = false, IsGone = true };
        var picture = APicture.Of(gone, APicture.Session("s2"));

        Assert.False(StreamSessionsQuery.All.Shows(gone, picture.Snapshot));
        Assert.True((StreamSessionsQuery.All with { WithEnded = true }).Shows(gone, picture.Snapshot));
        Assert.Equal(1, picture.LiveSessionCount);
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

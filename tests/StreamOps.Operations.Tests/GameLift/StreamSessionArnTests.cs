using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.GameLift;

public sealed class StreamSessionArnTests
{
    private const string Before = "arn:aws:gameliftstreams:us-west-2:111122223333:streamsession/";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("arn:")]
    [InlineData("arn:aws:s3:::bucket")]
    [InlineData("urn:aws:gameliftstreams:us-west-2:111122223333:streamsession/sg-1/s1")]
    [InlineData(Before)]
    [InlineData(Before + "sg-1")]
    [InlineData(Before + "sg-1/")]
    [InlineData(Before + "/s1")]
    [InlineData(Before + "/")]
    [InlineData(Before + "sg-1//")]
    [InlineData(Before + "sg-1/s1/")]
    [InlineData(Before + "sg-1/s1/s2")]
    public void What_is_not_the_name_of_a_session_is_not_read(string? text)
    {
        Assert.False(StreamSessionArn.TryParse(text, out var arn));
        Assert.Equal(default, arn);
    }

    [Fact]
    public void A_name_says_its_group_and_its_session()
    {
        var arn = StreamSessionArn.Parse(Before + "sg-1AB2C3De4/s1");

        Assert.Equal(("sg-1AB2C3De4", "s1", Before + "sg-1AB2C3De4/s1"), (arn.StreamGroupId, arn.Id, arn.Value));
        Assert.Equal(arn.Value, arn.ToString());
    }

    [Fact]
    public void Names_read_twice_are_equal_others_are_not_and_no_name_is_equal_to_none()
    {
        var (one, same, other) = (A.Arn("s1"), A.Arn("s1"), A.Arn("S1"));

        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, other);
        Assert.NotEqual(one, default);
        Assert.NotEqual(default, one);
        Assert.Equal(default(StreamSessionArn), default);
        Assert.Equal(0, default(StreamSessionArn).GetHashCode());
    }

    [Fact]
    public void Sessions_of_a_group_that_is_known_share_its_id()
    {
        var group = SharedTexts.All.Of("sg-known");

        Assert.Same(group, A.Arn("s1", "sg-known").StreamGroupId);
        Assert.Same(group, A.Arn("s2", "sg-known").StreamGroupId);
    }

    [Fact]
    public void A_group_that_nobody_knows_is_not_kept_for_being_named() =>
        Assert.NotSame(A.Arn("s1", "sg-unknown").StreamGroupId, A.Arn("s2", "sg-unknown").StreamGroupId);
}

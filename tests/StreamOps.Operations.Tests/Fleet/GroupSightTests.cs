using System.Collections.Immutable;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>Which stream groups somebody may see.</summary>
public sealed class GroupSightTests
{
    private const string West = "arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-west";

    [Theory]
    [InlineData("*", "*")]
    [InlineData("", "")]
    [InlineData(" support=yes ,, " + West, West + ", support=yes")]
    [InlineData("support=yes, *", "*")]
    [InlineData("team=a=b c/d:e", "team=a=b c/d:e")]
    public void A_sight_is_written_as_it_is_read(string text, string written) => Assert.Equal(written, GroupSight.Of(text).Text);

    [Theory]
    [InlineData("support")]
    [InlineData("=yes")]
    [InlineData("sg-west")]
    [InlineData("arn:aws:gameliftstreams:us-west-2:111122223333:streamsession/sg-west/s1")]
    [InlineData("arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/")]
    [InlineData("arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-%")]
    [InlineData("support=yes, nonsense")]
    public void What_cannot_be_read_shows_nothing(string text)
    {
        Assert.False(GroupSight.TryParse(text, out _));
        Assert.Equal(GroupSight.None, GroupSight.Of(text));
        Assert.False(GroupSight.Of(text).Sees("sg-west", FleetOf("sg-west", "support=yes")));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("", false)]
    [InlineData(West, true)]
    [InlineData("support=yes", true)]
    [InlineData("support=no", false)]
    [InlineData("support=ye", false)]
    [InlineData("Support=yes", false)]
    [InlineData("arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-WEST", false)]
    [InlineData("arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-wes", false)]
    public void A_group_is_seen_by_its_arn_or_by_one_of_its_tags(string text, bool isSeen) =>
        Assert.Equal(isSeen, GroupSight.Of(text).Sees("sg-west", FleetOf("sg-west", "support=yes", "team=a")));

    [Fact]
    public void A_group_whose_tags_are_not_known_or_that_is_gone_is_seen_by_no_tag()
    {
        var sight = GroupSight.Of("support=yes");

        Assert.False(sight.Sees("sg-west", FleetOf("sg-west", null)));
        Assert.False(sight.Sees("sg-west", FleetSnapshot.Empty));
        Assert.False(sight.IsKnownIn(FleetOf("sg-west", null)));
        Assert.True(sight.IsKnownIn(FleetOf("sg-west", [])));
    }

    [Theory]
    [InlineData("*", "*", true)]
    [InlineData("*", "support=yes", true)]
    [InlineData("support=yes", "*", false)]
    [InlineData("support=yes", "support=yes", true)]
    [InlineData("support=yes", "support=no", false)]
    [InlineData("support=yes", West, true)]
    [InlineData("support=no", West, false)]
    [InlineData(West, "support=yes", false)]
    [InlineData("", "", true)]
    public void Nobody_gives_on_more_than_they_see(string mine, string given, bool isCovered) =>
        Assert.Equal(isCovered, GroupSight.Of(mine).Covers(GroupSight.Of(given), FleetOf("sg-west", "support=yes")));

    [Theory]
    [InlineData(true, null, "")]
    [InlineData(true, "", "")]
    [InlineData(true, West, West)]
    [InlineData(true, "*", "*")]
    [InlineData(false, null, "*")]
    [InlineData(false, West, West)]
    public void Who_is_nobody_yet_sees_nothing_where_one_signs_in(bool isSignInOn, string? theirs, string seen)
    {
        var sights = isSignInOn ? Sights.BehindSignIn : Sights.WithoutSignIn;
        var actor = theirs is null
            ? null
            : new Actor("id-mara", "Mara", ActorRole.Operator, MayTakeOver: false) { Sees = GroupSight.Of(theirs) };

        Assert.Equal(seen, sights.Of(actor).Text);
    }

    [Fact]
    public void Two_values_give_what_either_gives() =>
        Assert.Equal(GroupSight.Of($"a=b, {West}"), GroupSight.Of(West).And(GroupSight.Of("a=b")));

    private static FleetSnapshot FleetOf(string group, params string[]? tags) =>
        new()
        {
            Groups = ImmutableDictionary
                .Create<string, LiveStreamGroup>(StringComparer.Ordinal)
                .Add(group, new LiveStreamGroup(A.StreamGroup(group)) { Tags = tags is null ? null : [.. tags] }),
        };
}

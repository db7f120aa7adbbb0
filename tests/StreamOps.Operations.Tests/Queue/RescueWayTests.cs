using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

public sealed class RescueWayTests
{
    private static readonly Actor Oz = new("id-oz", "Oz", ActorRole.Operator, MayTakeOver: false);
    private static readonly Actor Vic = new("id-vic", "Vic", ActorRole.Viewer, MayTakeOver: false);

    public static TheoryData<string, FleetPicture> Pictures =>
        new()
        {
            { "nobody is on it", Waiting },
            { "a colleague has the claim", Waiting.With(APicture.Claim(by: "Jon")) },
            { "an attempt runs", APicture.Of(APicture.Fleet(APicture.Waiting("s1", 60)), APicture.Attempt("s1", RescueState.Sent)) },
            { "one was given up", APicture.Of(APicture.Fleet(APicture.Waiting("s1", 60)), APicture.Attempt("s1", RescueState.Abandoned)) },
        };

    private static FleetPicture Waiting => APicture.Of(APicture.Waiting("s1", 60));

    [Theory]
    [MemberData(nameof(Pictures), DisableDiscoveryEnumeration = true)]
    public void It_is_the_same_from_the_row_as_from_everywhere_else(string _, FleetPicture picture)
    {
        var row = Assert.Single(picture.Waiting);
        foreach (var reader in new[] { Oz, Vic, null })
        {
            foreach (var isReadOnly in new[] { false, true })
            {
                Assert.Equal(RescueWay.Of(picture, row.Session, reader, isReadOnly), RescueWay.Of(row, reader, isReadOnly));
            }
        }
    }

    [Fact]
    public void A_viewer_begins_nothing_and_looks_at_what_somebody_has_in_hand()
    {
        var free = Of(Waiting, Vic);
        Assert.Equal(("Rescue", false), (free.Word, free.Verdict.IsAllowed));
        Assert.Contains("viewers look", free.Verdict.Reason, StringComparison.Ordinal);

        var held = Of(Waiting.With(APicture.Claim(by: "Jon")), Vic);
        Assert.Equal(("Open", true, false), (held.Word, held.Verdict.IsAllowed, held.Beginning.IsAllowed));
    }

    [Fact]
    public void What_is_ones_own_is_no_colleagues()
    {
        var mine = Of(Waiting.With(APicture.Claim(by: "Oz")), Oz);

        Assert.Equal(("Rescue", true), (mine.Word, mine.Verdict.IsAllowed));
    }

    [Fact]
    public void Where_the_session_takes_nobody_the_session_says_why()
    {
        var connected = APicture.Of(APicture.Session());

        Assert.Contains(
            "nobody to bring back",
            RescueWay.Of(connected, connected.Snapshot.Sessions[A.Arn()], Oz, isReadOnly: false).Verdict.Reason,
            StringComparison.Ordinal
        );
    }

    private static RescueWay Of(FleetPicture picture, Actor reader) =>
        RescueWay.Of(picture, picture.Snapshot.Sessions[A.Arn()], reader, isReadOnly: false);
}

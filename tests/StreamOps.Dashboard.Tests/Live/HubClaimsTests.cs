using StreamOps.Dashboard.Live;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Live;

/// <summary>What the hub tells of who has a player in hand.</summary>
public sealed class HubClaimsTests
{
    [Fact]
    public void A_session_is_told_anew_when_somebody_claims_its_player_and_when_the_lease_is_over()
    {
        var open = APicture.Of(APicture.Waiting("s1", 60));
        var claimed = open.With(APicture.Claim());

        var told = Assert.Single(HubSnapshot.Of(open, claimed, [A.Arn()]).Sessions);
        var lapsed = Assert.Single(HubSnapshot.Of(claimed, open, [A.Arn()]).Sessions);

        Assert.Equal(("Mara", APicture.Now.AddSeconds(22)), (told.ClaimedBy, told.ClaimedUntil));
        Assert.Null(lapsed.ClaimedBy);
        Assert.Empty(HubSnapshot.Of(claimed, claimed, [A.Arn()]).Sessions);
    }

    [Fact]
    public void Also_of_a_session_whose_player_never_came()
    {
        var open = APicture.Of(
            APicture.Session("s1", StreamSessionStatus.Active) with
            {
                WasConnected = false,
                Window = APicture.Window(100, kind: WindowKind.Connect),
            }
        );

        var told = Assert.Single(HubSnapshot.Of(open, open.With(APicture.Claim()), [A.Arn()]).Sessions);

        Assert.Equal(("Mara", APicture.Now.AddSeconds(22), false), (told.ClaimedBy, told.ClaimedUntil, told.IsWaiting));
    }
}

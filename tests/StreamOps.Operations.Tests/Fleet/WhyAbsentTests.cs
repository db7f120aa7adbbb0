using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Tests.Players;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>A session that is not there: gone is said only once everything was read.</summary>
public class WhyAbsentTests
{
    [Theory]
    [InlineData(false, "not among them yet")]
    [InlineData(true, "not in the list any more")]
    public async Task Whether_it_is_gone_or_was_not_read_yet_is_told_apart(bool isComplete, string words)
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Rescue.Snapshot = FleetSnapshot.Empty with { IsComplete = isComplete };

        var refused = Assert.IsType<ClaimResult.Refused>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Actor.Unproven("Mara")));

        Assert.Contains(words, refused.Reason, StringComparison.Ordinal);
    }
}

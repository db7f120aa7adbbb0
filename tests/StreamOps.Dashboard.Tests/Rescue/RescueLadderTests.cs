using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class RescueLadderTests
{
    [Theory]
    [InlineData(RescueState.Requested, "–●◐○○–", "API, sending…")]
    [InlineData(RescueState.Sent, "–●◐○○–", "API, sending…")]
    [InlineData(RescueState.Unknown, "–●◐○○–", "API, outcome unknown")]
    [InlineData(RescueState.Answered, "–●●○○–", "answer ready")]
    [InlineData(RescueState.Delivered, "–●●◐○–", "answer copied")]
    [InlineData(RescueState.Connected, "–●●○●–", "connected")]
    [InlineData(RescueState.Failed, "–●○○○–", "failed")]
    [InlineData(RescueState.Expired, "–●○○○–", "too late")]
    [InlineData(RescueState.Abandoned, "–●○○○–", "given up")]
    [InlineData(RescueState.Superseded, "–●○○○–", "came back without us")]
    public void Every_state_has_its_rungs_and_words(RescueState state, string rungs, string words)
    {
        var ladder = RescueLadder.Of(APicture.Attempt("s1", state));

        Assert.Equal(rungs, string.Concat(ladder.Rungs.Select(Sign)));
        Assert.Equal(words, ladder.Words);
    }

    [Fact]
    public void Nobody_on_it_is_waiting_and_a_healthy_offer_fills_its_rung()
    {
        Assert.Equal("–○○○○–", string.Concat(RescueLadder.Of(attempt: null).Rungs.Select(Sign)));
        Assert.Equal("–●○○○–", string.Concat(RescueLadder.Of(attempt: null, isOfferHealthy: true).Rungs.Select(Sign)));
    }

    private static char Sign(Rung rung) =>
        rung switch
        {
            Rung.None => '–',
            Rung.Empty => '○',
            Rung.Half => '◐',
            _ => '●',
        };
}

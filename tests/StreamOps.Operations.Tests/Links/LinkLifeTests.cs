using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Links;

public sealed class LinkLifeTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, LinkLife.Live)]
    [InlineData(-1, LinkLife.TooLate)]
    public void Of_whom_the_service_does_not_know_any_more_nobody_says_that_the_game_went_on(int secondsLeft, LinkLife life)
    {
        var gone = new LiveStreamSession
        {
            Session = A.StreamSession().In(StreamSessionStatus.PendingClientReconnection),
            StatusSinceEarliest = Now,
            StatusSinceLatest = Now,
            IsGone = true,
        };

        Assert.Equal(life, RescueLinkRules.LifeOf(epoch: 1, knownDeadline: Now.AddSeconds(secondsLeft), gone, Now));
        Assert.Equal(LinkLife.Over, RescueLinkRules.LifeOf(epoch: 1, knownDeadline: Now.AddSeconds(1), gone with { IsGone = false }, Now));
    }
}

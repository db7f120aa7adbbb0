using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Tests.Fleet;

public sealed class PollHealthTests
{
    [Theory]
    [InlineData(1.2, 6)]
    [InlineData(2, 6)]
    [InlineData(2.5, 7.5)]
    public void A_read_is_too_old_after_three_intervals_and_six_seconds_at_least(double interval, double limit) =>
        Assert.Equal(TimeSpan.FromSeconds(limit), Live(interval).ReadLimit);

    [Fact]
    public void Where_nothing_is_read_at_intervals_no_read_is_too_old()
    {
        Assert.Null((Live(2) with { UrgentInterval = null }).ReadLimit);
        Assert.Null((Live(2) with { State = PollState.Stale }).ReadLimit);
        Assert.Null((Live(2) with { State = PollState.Starting }).ReadLimit);
    }

    private static PollHealth Live(double interval) => new() { State = PollState.Live, UrgentInterval = TimeSpan.FromSeconds(interval) };
}

using StreamOps.Operations.Polling;

namespace StreamOps.Operations.Tests.Polling;

public sealed class SpentCallsTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);

    private readonly SpentCalls _spent = new();

    [Fact]
    public void Without_a_call_nothing_is_spent() => Assert.Equal(0, _spent.PerSecond(60, Start));

    [Fact]
    public void Calls_are_told_by_the_second_over_the_seconds_that_are_over()
    {
        Count(from: 0, seconds: 60, perSecond: 2);
        Count(from: 60, seconds: 10, perSecond: 5);

        Assert.Equal(5, _spent.PerSecond(10, Start.AddSeconds(70)));
        Assert.Equal(((50 * 2) + (10 * 5)) / 60.0, _spent.PerSecond(60, Start.AddSeconds(70)));
    }

    [Fact]
    public void Before_ten_seconds_are_over_those_count_that_are()
    {
        Count(from: 0, seconds: 3, perSecond: 4);

        Assert.Equal(4, _spent.PerSecond(10, Start.AddSeconds(3)));
        Assert.Equal(0, _spent.PerSecond(10, Start));
    }

    [Fact]
    public void What_is_longer_ago_than_was_asked_is_forgotten()
    {
        Count(from: 0, seconds: 60, perSecond: 3);

        Assert.Equal(0, _spent.PerSecond(10, Start.AddSeconds(71)));
        Assert.Equal(0, _spent.PerSecond(60, Start.AddSeconds(500)));
    }

    private void Count(int from, int seconds, int perSecond)
    {
        for (var i = 0; i < seconds * perSecond; i++)
        {
            _spent.Count(Start.AddSeconds(from + ((double)i / perSecond)));
        }
    }
}

using StreamOps.Operations.Polling;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>How often something is read, as people are told.</summary>
public sealed class ToldIntervalTests
{
    [Theory]
    [InlineData(0.02, 0.1)]
    [InlineData(0.13, 0.1)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.68, 0.6)]
    [InlineData(0.74, 0.8)]
    [InlineData(0.97, 1)]
    [InlineData(1.3, 1.2)]
    [InlineData(2.7, 2.5)]
    [InlineData(9.5, 10)]
    [InlineData(34, 30)]
    public void The_first_is_the_nearest_step(double planned, double told) => Assert.Equal(told, After(null, planned));

    [Fact]
    public void Whatever_is_told_is_right_to_a_quarter_or_to_a_tenth_of_a_second()
    {
        double? told = null;
        foreach (var step in Enumerable.Range(0, 3_000))
        {
            var planned = 0.1 * Math.Pow(600, Math.Abs(Math.Sin(step * 0.37)));

            var now = After(told, planned)!.Value;

            Assert.True(Math.Abs(now - planned) < 0.1 || now / planned is >= 0.79 and <= 1.26, $"{planned} is told as {now}.");
            told = now;
        }
    }

    [Fact]
    public void A_plan_that_moves_a_little_is_no_news()
    {
        var told = After(null, 0.7);

        Assert.All([0.66, 0.9, 0.7, 0.98, 0.72], planned => Assert.Equal(told, After(told, planned)));
        Assert.NotEqual(told, After(told, 1.1));
        Assert.NotEqual(told, After(told, 0.4));
    }

    [Fact]
    public void Where_nothing_is_read_nothing_is_told() => Assert.Null(ToldInterval.After(TimeSpan.FromSeconds(1), null));

    private static double? After(double? told, double planned) =>
        ToldInterval.After(told is { } seconds ? TimeSpan.FromSeconds(seconds) : null, TimeSpan.FromSeconds(planned))?.TotalSeconds;
}

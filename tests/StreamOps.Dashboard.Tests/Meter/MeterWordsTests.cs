using StreamOps.Dashboard.Meter;

namespace StreamOps.Dashboard.Tests.Meter;

public sealed class MeterWordsTests
{
    [Theory]
    [InlineData(0.04, "0 s")]
    [InlineData(0.37, "0.4 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(119.4, "119 s")]
    [InlineData(120, "2 min")]
    [InlineData(300, "5 min")]
    public void A_span_is_as_exact_as_it_is_short(double seconds, string words) =>
        Assert.Equal(words, MeterWords.Span(TimeSpan.FromSeconds(seconds)).Replace('\u00a0', ' '));

    [Fact]
    public void What_is_not_read_has_no_interval() => Assert.Equal("not read at present", MeterWords.Every(null));

    [Theory]
    [InlineData(0.25, "25 %")]
    [InlineData(0.125, "12.5 %")]
    public void A_share_is_told_in_percent(double share, string words) =>
        Assert.Equal(words, MeterWords.Percent(share).Replace('\u00a0', ' '));
}

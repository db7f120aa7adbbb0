using StreamOps.Dashboard.Looks;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Looks;

public sealed class UncertaintyTests
{
    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(3, 1, "±3 s")]
    [InlineData(1, 2.2, "±3 s")]
    [InlineData(90, 0, "±90 s")]
    [InlineData(2_741, 0, "±46 min")]
    [InlineData(5_254, 0, "±88 min")]
    [InlineData(9_000, 0, "±3 h")]
    public void A_spread_is_told_in_the_unit_people_would_use(double before, double after, string words)
    {
        Assert.Equal(words, Uncertainty.Words(APicture.Now.AddSeconds(-before), APicture.Now, APicture.Now.AddSeconds(after)));
    }
}

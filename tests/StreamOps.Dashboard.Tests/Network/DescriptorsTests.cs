using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Tests.Network;

[Trait("Row", "F27")]
public sealed class DescriptorsTests
{
    [Theory]
    [InlineData(4500, null, 4500)]
    [InlineData(4500, 20_000, 4500)]
    [InlineData(4500, 1024, 256)]
    [InlineData(4500, 400, 32)]
    public void A_listener_takes_what_it_wants_or_half_of_what_is_left_to_others(int wanted, int? limit, int most) =>
        Assert.Equal(most, Descriptors.Connections(wanted, limit));

    [Fact]
    public void The_limit_of_this_process_is_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limits of a process are those of Linux.");

        Assert.InRange(Descriptors.Limit ?? 0, 64, int.MaxValue);
    }
}

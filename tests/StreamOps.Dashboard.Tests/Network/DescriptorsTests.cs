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
    public void So_many_that_each_listener_holds_what_it_is_to_hold_are_enough_and_fewer_are_not()
    {
        Assert.Equal(5000, Descriptors.Connections(5000, Descriptors.For(5000)));
        Assert.Equal(4999, Descriptors.Connections(5000, Descriptors.For(5000) - 1));
    }

    [Fact]
    public void The_limit_of_this_process_is_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limits of a process are those of Linux.");

        Assert.InRange(Descriptors.Limit ?? 0, 64, int.MaxValue);
    }
}

using StreamOps.Dashboard.Live;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Live;

public sealed class HeldOrderTests
{
    [Fact]
    public void Without_a_hand_on_it_the_order_is_the_wanted_one()
    {
        var order = new HeldOrder();

        order.Arrange([A.Arn("a"), A.Arn("b")], isHeld: false);
        var shown = order.Arrange([A.Arn("b"), A.Arn("c"), A.Arn("a")], isHeld: false);

        Assert.Equal(["b", "c", "a"], shown.Select(arn => arn.Id));
        Assert.False(order.IsWaiting);
    }

    [Fact]
    public void Under_the_hand_nothing_moves_arrivals_stand_below_and_what_waits_is_counted()
    {
        var order = new HeldOrder();
        order.Arrange([A.Arn("a"), A.Arn("b"), A.Arn("c")], isHeld: false);

        var shown = order.Arrange([A.Arn("d"), A.Arn("c"), A.Arn("e"), A.Arn("a")], isHeld: true);

        Assert.Equal(["a", "b", "c", "d", "e"], shown.Select(arn => arn.Id));
        Assert.Equal((1, true), (order.Departures, order.IsOutOfOrder));
        Assert.Equal(["a", "b", "c", "d", "e", "f"], order.Arrange([A.Arn("f")], isHeld: true).Select(arn => arn.Id));
    }

    [Fact]
    public void An_arrival_that_belongs_below_leaves_nothing_to_wait_for()
    {
        var order = new HeldOrder();
        order.Arrange([A.Arn("a")], isHeld: false);

        var shown = order.Arrange([A.Arn("a"), A.Arn("b")], isHeld: true);

        Assert.Equal(["a", "b"], shown.Select(arn => arn.Id));
        Assert.False(order.IsWaiting);
    }

    [Theory]
    [InlineData(0, true, "new order")]
    [InlineData(2, false, "2 gone")]
    [InlineData(1, true, "new order, 1 gone")]
    public void What_waits_is_told_in_words(int departures, bool isOutOfOrder, string words)
    {
        Assert.Equal(words, HeldOrder.Words(departures, isOutOfOrder));
    }

    [Fact]
    public void Letting_go_applies_what_waited()
    {
        var order = new HeldOrder();
        order.Arrange([A.Arn("a")], isHeld: false);
        order.Arrange([A.Arn("b")], isHeld: true);

        var shown = order.Arrange([A.Arn("b")], isHeld: false);

        Assert.Equal(["b"], shown.Select(arn => arn.Id));
        Assert.False(order.IsWaiting);
    }
}

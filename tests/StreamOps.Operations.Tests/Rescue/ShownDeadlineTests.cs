using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>A player's clock never counts down to anything but the end of a window.</summary>
public sealed class ShownDeadlineTests
{
    private static readonly DateTimeOffset Began = new(2026, 5, 1, 20, 0, 0, TimeSpan.Zero);

    private static readonly ReconnectionWindow Window = new()
    {
        Kind = WindowKind.Reach,
        Epoch = 1,
        EnteredEarliest = Began,
        EnteredExpected = Began,
        EnteredLatest = Began,
        ConnectionTimeout = TimeSpan.FromSeconds(120),
        SessionEnds = Began.AddHours(11),
    };

    [Fact]
    public void It_is_the_end_of_the_window() => Assert.Equal(Began.AddSeconds(120), RescueLinkRules.ShownDeadlineOf(Window));

    [Fact]
    public void It_is_the_end_of_the_session_where_that_comes_first() =>
        Assert.Equal(Began.AddSeconds(30), RescueLinkRules.ShownDeadlineOf(Window with { SessionEnds = Began.AddSeconds(30) }));

    [Fact]
    public void There_is_none_while_the_session_reconnects() =>
        Assert.Null(RescueLinkRules.ShownDeadlineOf(Window with { FrozenAt = Began.AddSeconds(5) }));

    [Fact]
    public void There_is_none_before_the_timeout_is_known() =>
        Assert.Null(RescueLinkRules.ShownDeadlineOf(Window with { ConnectionTimeout = null }));

    [Fact]
    public void There_is_none_without_a_window() => Assert.Null(RescueLinkRules.ShownDeadlineOf(window: null));
}

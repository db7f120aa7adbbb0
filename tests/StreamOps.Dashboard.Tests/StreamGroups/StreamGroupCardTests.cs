using Bunit;
using StreamOps.Dashboard.StreamGroups;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamGroups;

public sealed class StreamGroupCardTests : MudTest
{
    [Fact]
    public void Full_and_nothing_idle_reads_that_new_starts_will_wait()
    {
        var row = Card(
                new LocationCapacity("us-west-2", "ACTIVE")
                {
                    Idle = 0,
                    Allocated = 60,
                    Maximum = 60,
                    HeldByLostSessions = 5,
                    TargetIdle = 8,
                }
            )
            .Find("[data-location=us-west-2]");

        Assert.Contains("New starts will wait.", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Lost sessions hold 5 slots.", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Target-idle 8 is not met.", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bar_stands_beside_its_figures()
    {
        var row = Card(
                new LocationCapacity("us-west-2", "ACTIVE")
                {
                    Idle = 6,
                    Allocated = 44,
                    Maximum = 60,
                }
            )
            .Find("[data-location=us-west-2]");

        Assert.Equal(["38", "6", "44", "60"], row.QuerySelectorAll("td.number").Select(cell => cell.TextContent));
        Assert.Equal("width: 10%", row.QuerySelector(".idle")!.GetAttribute("style"));
    }

    [Fact]
    public void What_the_service_does_not_report_is_a_dash()
    {
        var row = Card(new LocationCapacity("us-west-2", "ACTIVE")).Find("[data-location=us-west-2]");

        Assert.Equal(["–", "–", "–", "–"], row.QuerySelectorAll("td.number").Select(cell => cell.TextContent));
    }

    [Theory]
    [InlineData(-10, 355, "expires in 355 days")]
    [InlineData(-30, 335, "30 days old · expires in 335 days")]
    [InlineData(-190, 175, "190 days old: make a new one, it misses updates · expires in 175 days")]
    [InlineData(-366, -1, "expired")]
    public void A_group_tells_its_age(int created, int expires, string words)
    {
        var group = A.StreamGroup() with { CreatedAt = APicture.Now.AddDays(created), ExpiresAt = APicture.Now.AddDays(expires) };

        var age = Render<GroupAge>(parameters => parameters.Add(part => part.Group, group).Add(part => part.Now, APicture.Now));

        Assert.Contains(words, age.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<StreamGroupCard> Card(params LocationCapacity[] locations) =>
        Render<StreamGroupCard>(parameters =>
            parameters
                .Add(card => card.Group, new LiveStreamGroup(A.StreamGroup() with { Locations = [] }))
                .Add(card => card.Locations, [.. locations])
                .Add(card => card.Now, APicture.Now)
        );
}

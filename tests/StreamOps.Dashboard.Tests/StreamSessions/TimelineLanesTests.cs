using Bunit;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class TimelineLanesTests : MudTest
{
    private static readonly SeenStatus[] Seen =
    [
        new(StreamSessionStatus.Connected, "", APicture.Now.AddMinutes(-50), APicture.Now.AddMinutes(-50), APicture.Now.AddMinutes(-50)),
        new(
            StreamSessionStatus.PendingClientReconnection,
            "",
            APicture.Now.AddSeconds(-23),
            APicture.Now.AddSeconds(-20),
            APicture.Now.AddSeconds(-19)
        ),
    ];

    private static readonly AuditEntry[] Acts =
    [
        new()
        {
            At = APicture.Now,
            Operator = "Mara",
            Action = AuditActions.Rescue,
            Step = AuditSteps.Intent,
            Session = A.Arn(),
        },
    ];

    [Fact]
    public void Three_lanes_stand_on_one_axis_as_one_picture_with_a_name()
    {
        var lanes = Render<TimelineLanes>(part => part.Add(it => it.Seen, Seen).Add(it => it.Acts, Acts));

        var picture = lanes.Find("[role=img]");
        Assert.Contains("list below", picture.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(["service", "player", "operator"], lanes.FindAll(".lanes > .caption").Select(name => name.TextContent));
        Assert.Equal(["joined", "lost", "offer sent"], lanes.FindAll(".mark").Select(mark => mark.GetAttribute("title")));
        Assert.NotEmpty(lanes.FindAll(".axis local-time"));
    }

    [Fact]
    public void What_is_estimated_is_marked_for_the_dashes()
    {
        var lanes = Render<TimelineLanes>(part => part.Add(it => it.Seen, Seen));

        Assert.Equal(3, lanes.FindAll(".span").Count);
        Assert.Equal(2, lanes.FindAll(".span[data-estimate]").Count);
        Assert.Single(lanes.FindAll(".whisker"));
    }

    [Fact]
    public void Every_mark_stands_in_the_list_too()
    {
        var lanes = Render<TimelineLanes>(part => part.Add(it => it.Seen, Seen).Add(it => it.Acts, Acts));
        var list = Render<TimelineList>(part => part.Add(it => it.Seen, Seen).Add(it => it.Acts, Acts));

        var moments = list.FindAll(".when local-time").Select(moment => moment.GetAttribute("at")).ToList();
        Assert.Equal(moments.Order(StringComparer.Ordinal), moments);
        Assert.Equal(lanes.FindAll(".mark").Count, moments.Count);
        Assert.Contains("offer sent", list.FindAll("li")[^1].TextContent, StringComparison.Ordinal);
        Assert.Contains("by Mara", list.FindAll("li")[^1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_of_the_fleet_that_brings_nothing_new_draws_nothing()
    {
        var lanes = Render<TimelineLanes>(part => part.Add(it => it.Seen, Seen).Add(it => it.Acts, Acts));
        var before = lanes.RenderCount;

        lanes.Render(part => part.Add(it => it.ServiceOffset, TimeSpan.FromMilliseconds(12)));

        Assert.Equal(before, lanes.RenderCount);
    }

    [Fact]
    public void Without_anything_seen_there_is_no_picture()
    {
        Assert.Empty(Render<TimelineLanes>(part => part.Add(it => it.Seen, [])).Markup.Trim());
        Assert.Empty(Render<TimelineLanes>(part => part.Add(it => it.Seen, null)).Markup.Trim());
    }
}

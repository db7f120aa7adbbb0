using Bunit;
using Microsoft.AspNetCore.Components;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Queue;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Live;

/// <summary>After a start: how far the first walk is, and what is known from before it alone.</summary>
public sealed class ReadingProgressTests : MudTest
{
    [Fact]
    public void The_queue_says_how_much_was_read_and_which_rows_were_not()
    {
        var page = Queue(
            Starting(APicture.Waiting("old", 60) with { IsFromBefore = true }, APicture.Waiting("read", 90), APicture.Session("s3"))
        );

        Assert.StartsWith("Read 2 of about 3 sessions.", page.Find("[data-reading-progress]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["old"], page.FindAll("tr.unsure").Select(row => row.GetAttribute("data-session-id")));
        Assert.EndsWith("not read since the start", page.Find("tr.unsure").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_known_from_before_it_says_what_was_read_so_far()
    {
        var page = Queue(Starting(APicture.Waiting("s1", 60), APicture.Session("s2")));

        Assert.Equal("Read 2 sessions so far.", page.Find("[data-reading-progress]").TextContent);
    }

    [Fact]
    public void After_the_first_complete_walk_it_is_silent()
    {
        Assert.Empty(Queue(APicture.Of(APicture.Waiting("s1", 60))).FindAll("[data-reading-progress]"));
    }

    [Fact]
    public void Thousands_are_told_apart_in_its_figures()
    {
        var many = Enumerable.Range(0, 4_300).Select(number => APicture.Session($"s{number}"));
        var more = Enumerable.Range(0, 5_700).Select(number => APicture.Session($"old{number}") with { IsFromBefore = true });

        var line = Render<ReadingProgress>(parameters => parameters.Add(part => part.Fleet, Starting([.. many, .. more])));

        Assert.StartsWith("Read 4,300 of about 10,000 sessions.", line.Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void As_it_goes_on_the_page_around_it_is_not_drawn_again()
    {
        var (reel, read) = (new QueueReel(), APicture.Session("s1"));
        var before = Starting(read with { IsFromBefore = true }, APicture.Waiting("s2", 60));
        var after = APicture.Of(before.Snapshot with { Sessions = before.Snapshot.Sessions.SetItem(read.Arn, read) });
        var above = Render<CascadingValue<FleetPicture>>(parameters =>
            parameters.Add(part => part.Value, reel.Show(before)).AddChildContent<RescueQueuePage>()
        );
        var heading = above.FindComponent<PageHeading>();
        var drawn = heading.RenderCount;

        above.Render(parameters => parameters.Add(part => part.Value, reel.Show(after)).AddChildContent<RescueQueuePage>());

        var line = above.FindComponent<ReadingProgress>();
        Assert.Equal((drawn, "Read 2 sessions so far."), (heading.RenderCount, line.Find("p").TextContent));
    }

    [Fact]
    public void A_circuit_is_woken_as_it_goes_on()
    {
        var before = Starting(APicture.Session("s1") with { IsFromBefore = true }, APicture.Session("s2"));
        var after = Starting(APicture.Session("s1"), APicture.Session("s2"));

        Assert.True(new Attention().IsCaught(before, after));
    }

    [Fact]
    public void The_banner_says_how_old_the_first_screen_is()
    {
        var health = new PollHealth { State = PollState.Stale, LastGoodRead = APicture.Now };

        var banner = Render<StaleBanner>(parameters => parameters.Add(part => part.Health, health));

        Assert.Contains("before this start. It is being read.", banner.Find("span").TextContent, StringComparison.Ordinal);
        Assert.Equal(Moment.Attribute(APicture.Now), banner.Find("age-clock[since]").GetAttribute("since"));
    }

    [Fact]
    public void The_hub_is_told_of_nobody_who_was_not_read()
    {
        var unread = APicture.Of(APicture.Waiting("s1", 60) with { IsFromBefore = true });
        var read = APicture.Of(APicture.Waiting("s1", 60));

        Assert.Empty(HubSnapshot.Of(unread).Sessions);
        Assert.Equal([A.Arn().Value], HubSnapshot.Of(unread, read, [A.Arn()]).Sessions.Select(session => session.Arn));
        Assert.Empty(HubSnapshot.Of(unread, APicture.Of(), [A.Arn()]).Removed);
    }

    private static FleetPicture Starting(params LiveStreamSession[] sessions) =>
        APicture.Of(
            APicture.Fleet(sessions) with
            {
                IsComplete = false,
                Health = new PollHealth { State = PollState.Starting },
            }
        );

    private IRenderedComponent<RescueQueuePage> Queue(FleetPicture picture) =>
        Render<RescueQueuePage>(parameters => parameters.AddCascadingValue(picture));
}

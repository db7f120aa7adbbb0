using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Queue;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Queue;

public sealed class RescueQueueTests : MudTest
{
    private readonly QueueReel _reel = new();

    [Fact]
    public void The_worst_clock_stands_first_with_everything_a_rescuer_needs()
    {
        var page = Queue(APicture.Of(APicture.Waiting("calm", 112), APicture.Waiting("worst", 19)));

        var rows = page.FindAll("tr[data-session-id]");
        Assert.Equal(["worst", "calm"], rows.Select(row => row.GetAttribute("data-session-id")));
        Assert.Equal("PENDING_CLIENT_RECONNECTION", rows[0].GetAttribute("data-status"));
        Assert.Contains("u-worst", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("us-west-2", rows[0].TextContent, StringComparison.Ordinal);
        Assert.EndsWith("?rescue=worst", rows[0].QuerySelector("[data-rescue]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_gets_its_deadlines_and_nothing_per_tick()
    {
        var page = Queue(APicture.Of(APicture.Waiting("s1", 60)));
        var clock = page.Find("countdown-clock");

        Assert.Equal("timer", clock.GetAttribute("role"));
        Assert.Equal(Moment.Attribute(APicture.Now.AddSeconds(60)), clock.GetAttribute("expected"));
        Assert.Equal(Moment.Attribute(APicture.Now.AddSeconds(57)), clock.GetAttribute("earliest"));
        Assert.Equal(Moment.Attribute(APicture.Now.AddSeconds(61)), clock.GetAttribute("latest"));
    }

    [Fact]
    public void Who_is_connected_without_a_picture_counts_in_the_heading()
    {
        var page = Queue(APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 90)));
        var attempt = APicture.Attempt("s1", RescueState.Connected) with
        {
            Source = OfferSource.Link,
            LinkId = APicture.Link().Id,
            EndedAt = APicture.Now,
        };
        var fleet = APicture.Fleet(APicture.Session("s1"), APicture.Waiting("s2", 90));

        Update(page, APicture.Of(fleet, attempt).With(APicture.Link() with { Trouble = PlayerTrouble.NoPicture }));
        Assert.Contains("1 player waits, 1 connected without a picture", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_waiting_is_good_news_with_the_last_drop()
    {
        var page = Queue(APicture.Of().With(APicture.Ended("s1", EpisodeOutcome.Recovered)));

        Assert.Contains("Nobody is waiting.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Last drop", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Checked every 2 s.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_walk_is_through_the_page_says_what_is_read()
    {
        var starting = APicture.Fleet() with
        {
            IsComplete = false,
            Health = new PollHealth { State = PollState.Starting },
        };

        var page = Queue(APicture.Of(starting));

        Assert.Contains("Reading 1 stream groups…", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_may_not_be_read_is_named_with_its_action()
    {
        var fleet = APicture.Fleet(APicture.Waiting("s1", 60));
        fleet = fleet with
        {
            Groups = fleet.Groups.SetItem(
                A.Group,
                new LiveStreamGroup(A.StreamGroup(), ApiErrorCode.AccessDenied) { ProblemOperation = "ListStreamSessions" }
            ),
        };

        var page = Queue(APicture.Of(fleet));

        Assert.Contains("Missing gameliftstreams:ListStreamSessions", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("tr[data-session-id]"));
    }

    [Fact]
    public void What_ended_in_the_last_hour_is_folded_with_outcome_and_reason()
    {
        var page = Queue(
            APicture
                .Of()
                .With(APicture.Ended("s1", EpisodeOutcome.Recovered), APicture.Ended("s2", EpisodeOutcome.TooLate, "reconnectionTimeout"))
        );

        Assert.Contains("Ended in the last hour (2)", page.Find("details").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table.ended"));
        page.Find("summary").Click();
        var text = page.Find("details[open]").TextContent;
        Assert.Contains("in 0:41", text, StringComparison.Ordinal);
        Assert.Contains("The client was lost and did not come back in time.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrivals_stand_below_while_the_pointer_is_over_the_rows_and_the_order_waits_behind_a_button()
    {
        var page = Queue(APicture.Of(APicture.Waiting("s1", 60)));
        page.Find("tbody").TriggerEvent("onpointerenter", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());

        Update(page, APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 20)));

        Assert.Equal(["s1", "s2"], Ids(page));
        Assert.Equal("s2", page.Find("tr[data-first]").GetAttribute("data-session-id"));
        page.Find("[data-apply-changes]").Click();
        Assert.Equal(["s2", "s1"], Ids(page));
        Assert.Empty(page.FindAll("[data-apply-changes]"));
    }

    [Fact]
    public void The_button_of_a_row_that_is_over_is_not_the_loudest_thing()
    {
        var picture = APicture.Of(APicture.Waiting("over", 5), APicture.Waiting("saved", 40));
        var page = Queue(picture);
        Assert.NotNull(page.Find("tr[data-session-id=over]").QuerySelector("[data-rescue].primary"));

        Update(page, picture, APicture.Now.AddSeconds(6.1));

        Assert.Null(page.Find("tr[data-session-id=over]").QuerySelector("[data-rescue].primary"));
        Assert.NotNull(page.Find("tr[data-session-id=saved][data-first]").QuerySelector("[data-rescue].primary"));
    }

    [Fact]
    public void What_the_service_no_longer_knows_is_told_among_what_ended()
    {
        var page = Queue(APicture.Of().With(APicture.Ended("s1", EpisodeOutcome.NoLongerListed)));
        page.Find("summary").Click();

        Assert.Contains("no longer listed", page.Find("table.ended").TextContent, StringComparison.Ordinal);
        Assert.Contains("unknown to the service", page.Find("table.ended").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ghost_has_no_button_and_fades()
    {
        var page = Queue(APicture.Of(APicture.Waiting("s1", 60)));

        var back = APicture.Of(APicture.Fleet(APicture.Session("s1")), APicture.Attempt("s1", RescueState.Connected));
        Update(page, back);

        Assert.Contains("recovered", page.Find("tr.ghost").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("tr.ghost .button"));
        Update(page, back, APicture.Now + QueueEnding.GhostTime);
        Assert.Empty(page.FindAll("tr.ghost"));
    }

    [Fact]
    public void A_session_that_cannot_be_rescued_says_why()
    {
        var fleet = APicture.Fleet(APicture.Waiting("s1", 60));
        fleet = fleet with
        {
            Groups = fleet.Groups.SetItem(A.Group, new LiveStreamGroup(A.StreamGroup() with { Status = StreamGroupStatus.Deleting })),
        };

        var button = Queue(APicture.Of(fleet)).Find("[data-rescue]");

        Assert.Equal("true", button.GetAttribute("aria-disabled"));
        Assert.Contains("DELETING", button.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_no_client_reached_is_folded_apart()
    {
        var session = APicture.Session("s1", StreamSessionStatus.Active) with { WasConnected = false };
        var page = Queue(APicture.Of(session));

        page.Find("summary").Click();

        Assert.Contains("Never arrived (1)", page.Find("summary").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("table.never-arrived tr[data-session-id=s1]"));
    }

    [Fact]
    public void Of_many_the_first_fifty_are_drawn_more_on_sight_and_two_hundred_at_most()
    {
        var page = Queue(APicture.Of([.. Enumerable.Range(0, 230).Select(n => APicture.Waiting($"s{n}", 20 + n))]));
        Assert.Equal(50, Ids(page).Count());
        Assert.Contains("230 players wait, the 200 with the nearest deadline are shown", page.Markup, StringComparison.Ordinal);

        page.Find("more-rows button").Click();
        Assert.Equal(100, Ids(page).Count());
        page.FindAll(".more-rows button")[^1].Click();

        Assert.Equal(200, Ids(page).Count());
        Assert.Empty(page.FindAll(".more-rows"));
    }

    [Fact]
    public void Paper_says_what_is_not_on_it()
    {
        var neverArrived = APicture.Session("never", StreamSessionStatus.Active) with { WasConnected = false };
        var page = Queue(APicture.Of([neverArrived, .. Enumerable.Range(0, 61).Select(n => APicture.Waiting($"s{n}", 20 + n))]));
        Assert.Equal("11 more, not on paper", page.Find(".more-rows .on-paper").TextContent);
        Assert.Contains("folded, not on paper", page.Find("summary .on-paper").TextContent, StringComparison.Ordinal);

        page.Find("more-rows button").Click();
        page.Find("summary").Click();

        Assert.Empty(page.FindAll(".on-paper"));
    }

    private IRenderedComponent<CascadingValue<FleetPicture>> Queue(FleetPicture picture) =>
        Render<CascadingValue<FleetPicture>>(parameters =>
            parameters.Add(value => value.Value, _reel.Show(picture)).AddChildContent<RescueQueuePage>()
        );

    private static IEnumerable<string?> Ids(IRenderedComponent<CascadingValue<FleetPicture>> page) =>
        page.FindAll("tr[data-session-id]").Select(row => row.GetAttribute("data-session-id"));

    private void Update(IRenderedComponent<CascadingValue<FleetPicture>> page, FleetPicture picture, DateTimeOffset? at = null) =>
        page.Render(parameters => parameters.Add(value => value.Value, _reel.Show(picture, at)).AddChildContent<RescueQueuePage>());
}

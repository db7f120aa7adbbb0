using Bunit;
using Microsoft.AspNetCore.Components;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Queue;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Live;

/// <summary>What wakes a circuit, and what it draws again then.</summary>
public sealed class AttentionTests : MudTest
{
    private readonly QueueReel _reel = new();

    [Fact]
    public void A_timeout_that_becomes_known_of_somebody_who_plays_wakes_nobody()
    {
        var before = _reel.Show(APicture.Of(APicture.Waiting("s1", 60), APicture.Session("s2")));
        var known = APicture.Session("s2") with { ConnectionTimeout = TimeSpan.FromSeconds(120), SessionLength = TimeSpan.FromHours(2) };

        var after = _reel.Show(APicture.Of(before.Snapshot with { Sessions = before.Snapshot.Sessions.SetItem(known.Arn, known) }));

        Assert.False(new Attention().IsCaught(before, after));
    }

    [Fact]
    public void Who_begins_to_play_wakes_everybody_once_a_second_at_most()
    {
        var one = _reel.Show(APicture.Of(APicture.Session("s1")));
        var other = APicture.Session("s2");
        var both = APicture.Of(one.Snapshot with { Sessions = one.Snapshot.Sessions.SetItem(other.Arn, other) });

        var two = _reel.Show(both, APicture.Now.AddSeconds(0.1));
        var later = _reel.Show(both, APicture.Now.AddSeconds(1));

        Assert.Equal((false, true), (new Attention().IsCaught(one, two), new Attention().IsCaught(two, later)));
    }

    [Fact]
    public void Who_looks_at_more_is_woken_for_it_as_long_as_they_look()
    {
        var before = _reel.Show(APicture.Of(APicture.Waiting("s1", 60), APicture.Session("s2")));
        var moved = APicture.Session("s2") with { IsListed = false };
        var after = _reel.Show(APicture.Of(before.Snapshot with { Sessions = before.Snapshot.Sessions.SetItem(moved.Arn, moved) }));
        var attention = new Attention();
        Assert.False(attention.IsCaught(before, after));

        var look = attention.To((one, other) => !ReferenceEquals(one.Snapshot.Sessions[moved.Arn], other.Snapshot.Sessions[moved.Arn]));

        Assert.True(attention.IsCaught(before, after));
        look.Dispose();
        Assert.False(attention.IsCaught(before, after));
    }

    [Fact]
    public void Whoever_looks_at_anything_is_woken_when_a_player_who_never_came_goes_into_hands_and_out_of_them()
    {
        var session = APicture.Session("s1", StreamSessionStatus.Active) with
        {
            WasConnected = false,
            Window = APicture.Window(100, kind: WindowKind.Connect),
        };
        var picture = APicture.Of(session);
        var (open, claim) = (_reel.Show(picture), picture.With(APicture.Claim(by: "Jon")));

        var claimed = _reel.Show(claim);
        var lapsed = _reel.Show(claim, APicture.Claim().Until);

        Assert.Equal((true, true), (new Attention().IsCaught(open, claimed), new Attention().IsCaught(claimed, lapsed)));
    }

    [Fact]
    public void Of_fifty_rows_the_one_that_changed_is_drawn_again_and_no_other()
    {
        var waiting = Enumerable.Range(0, 50).Select(n => APicture.Waiting($"s{n}", 30 + n)).ToArray();
        var before = _reel.Show(APicture.Of(waiting));
        var page = Render<CascadingValue<FleetPicture>>(part => part.Add(it => it.Value, before).AddChildContent<RescueQueuePage>());
        var rows = page.FindComponents<RescueQueueRow>().ToDictionary(row => row.Instance.Row.Arn.Id, row => (Row: row, row.RenderCount));

        var moved = waiting[7] with { Session = waiting[7].Session with { Status = StreamSessionStatus.Reconnecting } };
        var after = _reel.Show(APicture.Of(before.Snapshot with { Sessions = before.Snapshot.Sessions.SetItem(moved.Arn, moved) }));
        page.Render(part => part.Add(it => it.Value, after).AddChildContent<RescueQueuePage>());

        Assert.Equal(["s7"], rows.Where(pair => pair.Value.Row.RenderCount != pair.Value.RenderCount).Select(pair => pair.Key));
    }

    [Fact]
    public void A_row_that_changes_in_its_place_is_told_and_the_page_around_it_is_left_as_it_is()
    {
        var waiting = Enumerable.Range(0, 50).Select(n => APicture.Waiting($"s{n}", 30 + n)).ToArray();
        var before = _reel.Show(APicture.Of(waiting));
        var page = Render<CascadingValue<FleetPicture>>(part => part.Add(it => it.Value, before).AddChildContent<RescueQueuePage>());
        var (heading, drawn) = (page.FindComponent<PageHeading>(), Rows(page));
        var around = heading.RenderCount;

        Show(page, _reel.Show(before.With(APicture.Claim("s7", by: "Jon"))));

        Assert.Equal(["s7"], Rows(page).Where(row => row.Value != drawn[row.Key]).Select(row => row.Key));
        Assert.Equal("Jon", page.Find("[data-session-id=s7] .holder").TextContent);
        Assert.Equal(around, heading.RenderCount);
    }

    [Fact]
    public void The_first_to_begin_with_is_another_once_somebody_has_it_in_hand_and_two_rows_are_drawn()
    {
        LiveStreamSession[] waiting = [APicture.Waiting("s1", 60), APicture.Waiting("s2", 70), APicture.Waiting("s3", 80)];
        var before = _reel.Show(APicture.Of(waiting));
        var page = Render<CascadingValue<FleetPicture>>(part => part.Add(it => it.Value, before).AddChildContent<RescueQueuePage>());
        var drawn = Rows(page);

        Show(page, _reel.Show(before.With(APicture.Claim(by: "Jon"))));

        Assert.Equal("s2", page.Find("[data-first-unclaimed]").GetAttribute("data-session-id"));
        Assert.DoesNotContain("s3", Rows(page).Where(row => row.Value != drawn[row.Key]).Select(row => row.Key));
    }

    [Fact]
    public void What_was_told_to_a_row_stays_when_the_whole_page_is_drawn_again()
    {
        LiveStreamSession[] waiting = [APicture.Waiting("s1", 60), APicture.Waiting("s2", 70)];
        var before = _reel.Show(APicture.Of(waiting));
        var page = Render<CascadingValue<FleetPicture>>(part => part.Add(it => it.Value, before).AddChildContent<RescueQueuePage>());
        var claimed = before.With(APicture.Claim("s2", by: "Jon"));
        Show(page, _reel.Show(claimed));

        page.Find("tbody").PointerEnter();
        Assert.Equal("Jon", page.Find("[data-session-id=s2] .holder").TextContent);

        Show(page, _reel.Show(claimed, APicture.Claim().Until));
        Assert.Empty(page.FindAll(".holder"));
    }

    [Fact]
    public void A_picture_that_differs_elsewhere_draws_no_row_of_the_queue()
    {
        var before = _reel.Show(APicture.Of(APicture.Waiting("s1", 60)));
        var page = Render<CascadingValue<FleetPicture>>(part => part.Add(it => it.Value, before).AddChildContent<RescueQueuePage>());
        var (row, queue) = (page.FindComponent<RescueQueueRow>(), page.FindComponent<RescueQueuePage>());
        var drawn = (row.RenderCount, queue.RenderCount);

        var other = APicture.Session("s2");
        var after = _reel.Show(APicture.Of(before.Snapshot with { Sessions = before.Snapshot.Sessions.SetItem(other.Arn, other) }));
        page.Render(part => part.Add(it => it.Value, after).AddChildContent<RescueQueuePage>());

        Assert.Equal(drawn, (row.RenderCount, queue.RenderCount));
    }

    [Fact]
    public void A_row_of_the_queue_is_one_component()
    {
        var page = Render<CascadingValue<FleetPicture>>(part =>
            part.Add(it => it.Value, _reel.Show(APicture.Of(APicture.Waiting("s1", 60)))).AddChildContent<RescueQueuePage>()
        );

        Assert.DoesNotContain(
            page.FindComponent<RescueQueueRow>().FindComponents<ComponentBase>(),
            part => part.Instance is not RescueQueueRow
        );
    }

    private static void Show(IRenderedComponent<CascadingValue<FleetPicture>> page, FleetPicture picture) =>
        page.Render(part => part.Add(it => it.Value, picture).AddChildContent<RescueQueuePage>());

    private static Dictionary<string, int> Rows(IRenderedComponent<CascadingValue<FleetPicture>> page) =>
        page.FindComponents<RescueQueueRow>().ToDictionary(row => row.Instance.Row.Arn.Id, row => row.RenderCount);
}

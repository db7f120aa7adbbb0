using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class StreamSessionDrawerTests : OperatedTest
{
    [Fact]
    public void It_tells_facts_what_was_seen_and_what_was_done()
    {
        Put(StreamSessionStatus.Connected);

        var drawer = Drawer(APicture.Of(APicture.Session()), Mara);

        drawer.WaitForAssertion(
            () =>
            {
                Assert.Contains("120 s", drawer.Markup, StringComparison.Ordinal);
                Assert.Contains("No events yet.", drawer.Markup, StringComparison.Ordinal);
            },
            Patience
        );
        Assert.Contains("u-s1", drawer.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("us-west-2", drawer.Markup, StringComparison.Ordinal);
        Assert.Equal(1, Calls("GetStreamSession"));
    }

    [Fact]
    public void A_look_at_sensitive_members_stands_in_the_audit_below()
    {
        Put(StreamSessionStatus.Connected);
        var dialogs = Render<MudDialogProvider>();
        var drawer = Drawer(APicture.Of(APicture.Session()), Mara);
        drawer.WaitForAssertion(() => Assert.Contains("120 s", drawer.Markup, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain("hush", drawer.Markup, StringComparison.Ordinal);

        drawer.FindComponent<SensitiveMembers>().Find("button").Click();
        dialogs.WaitForElement("input[type=radio]").Change(true);
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Show").Click();

        drawer.WaitForAssertion(() => Assert.Contains("look at launch arguments", drawer.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains("hush", drawer.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_reads_who_may_read_the_audit_and_sees_none_of_it()
    {
        Put(StreamSessionStatus.Connected);
        var viewer = new Actor("id-vic", "Vic", ActorRole.Viewer, MayTakeOver: false);
        await Services.GetRequiredService<StreamSessionCommands>().NoteSensitiveLookAsync(A.Arn("s1"), Mara.Actor, "because");

        var drawer = Drawer(APicture.Of(APicture.Session()), new CurrentOperator("Vic", IsVerified: true) { Actor = viewer });

        drawer.WaitForAssertion(() => Assert.Contains("120 s", drawer.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains("The audit is for operators and leads", drawer.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("look at launch arguments", drawer.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_else_has_the_player_in_hand_is_named()
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        var picture = APicture.Of(APicture.Waiting("s1", 60));

        Assert.Equal("Jon is on it.", Drawer(picture.With(APicture.Claim(by: "Jon")), Mara).Find("[data-held]").TextContent);
        Assert.Empty(Drawer(picture.With(APicture.Claim()), Mara).FindAll("[data-held]"));
    }

    [Fact]
    public void A_viewer_is_offered_no_rescue_and_no_link_and_reads_why()
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        var viewer = new Actor("id-vic", "Vic", ActorRole.Viewer, MayTakeOver: false);

        var drawer = Drawer(APicture.Of(APicture.Waiting("s1", 60)), new CurrentOperator("Vic", IsVerified: true) { Actor = viewer });

        Assert.Equal("true", drawer.Find("[data-rescue]").GetAttribute("aria-disabled"));
        Assert.Contains("viewers look", drawer.Find("[data-rescue]").GetAttribute("title"), StringComparison.Ordinal);
        Assert.Empty(drawer.FindAll("[data-send-link]"));
    }

    [Fact]
    public void It_reads_again_when_the_session_took_a_step_and_not_with_every_picture()
    {
        Put(StreamSessionStatus.Connected);
        var drawer = Drawer(APicture.Of(APicture.Session()), Mara);
        drawer.WaitForAssertion(() => Assert.Contains("120 s", drawer.Markup, StringComparison.Ordinal), Patience);

        drawer.Render(parameters => parameters.Add(part => part.Fleet, APicture.Of(APicture.Session(), APicture.Session("s2"))));
        Assert.Equal(1, Calls("GetStreamSession"));
        drawer.Render(parameters => parameters.Add(part => part.Fleet, APicture.Of(APicture.Waiting("s1", 60))));

        drawer.WaitForAssertion(() => Assert.Equal(2, Calls("GetStreamSession")), Patience);
        Assert.NotNull(drawer.Find("countdown-clock"));
    }

    [Fact]
    public void A_lost_player_is_one_click_from_the_rescue_and_a_connected_one_says_why_not()
    {
        var lost = Drawer(APicture.Of(APicture.Waiting("s1", 60)), Mara).Find("[data-rescue]");
        Assert.EndsWith("?rescue=s1", lost.GetAttribute("href"), StringComparison.Ordinal);

        var playing = Drawer(APicture.Of(APicture.Session()), Mara);
        Assert.Equal("true", playing.Find("[data-rescue]").GetAttribute("aria-disabled"));
        Assert.Contains("There is nobody to bring back.", playing.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_asks_for_a_name_stands_above_what_is_read_later_so_that_it_never_moves_under_the_hand()
    {
        var drawer = Drawer(APicture.Of(APicture.Session()), null);

        var order = drawer.FindAll(".name-form, section > h3").Select(element => element.TextContent.Trim()).ToList();

        Assert.StartsWith("Who are you?", order[0], StringComparison.Ordinal);
        Assert.Contains("What was seen", order);
    }

    [Fact]
    public void Without_a_name_it_can_be_read_and_every_act_waits_for_one()
    {
        Put(StreamSessionStatus.Connected);
        var provider = Render<MudDialogProvider>();
        var drawer = Drawer(APicture.Of(APicture.Session()), null);
        drawer.WaitForAssertion(() => Assert.Contains("120 s", drawer.Markup, StringComparison.Ordinal), Patience);

        Assert.Equal("s1", drawer.FindComponent<NameForm>().Find("form").GetAttribute("data-session"));
        Assert.Equal(
            ["export", "look", "terminate"],
            drawer.FindAll("[data-needs-name]").Select(act => act.GetAttribute("data-needs-name"))
        );
        foreach (var act in drawer.FindAll("[data-needs-name]"))
        {
            act.Click();
        }

        Assert.Empty(provider.FindAll(".mud-dialog"));
        Assert.DoesNotContain("hush", drawer.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_that_fails_is_a_sentence_and_what_is_known_stays()
    {
        Service.OnCall = (call, _) => throw new GameLiftException(ApiErrorCode.AccessDenied, call.Operation, "No.") { HttpStatus = 403 };

        var drawer = Drawer(APicture.Of(APicture.Session()), Mara);

        drawer.WaitForAssertion(() => Assert.Contains("may not do this", drawer.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains("u-s1", drawer.Find("h2").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ended_session_says_what_happened()
    {
        var ended = APicture.Session("s1", StreamSessionStatus.Terminated);
        ended = ended with { Session = ended.Session with { StatusReason = "idleTimeout" } };

        Assert.Contains("60 minutes without input.", Drawer(APicture.Of(ended), Mara).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_becomes_a_viewer_sees_nothing_of_the_audit_any_more_and_who_becomes_an_operator_sees_it()
    {
        Put(StreamSessionStatus.Connected);
        await Services.GetRequiredService<StreamSessionCommands>().NoteSensitiveLookAsync(A.Arn("s1"), Mara.Actor, "because");
        var vic = new CurrentOperator("Vic", IsVerified: true) { Actor = new Actor("id-vic", "Vic", ActorRole.Viewer, MayTakeOver: false) };
        var drawer = Render<CascadingValue<CurrentOperator>>(part => Of(part, vic));
        drawer.WaitForAssertion(() => Assert.Contains("120 s", drawer.Markup, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain("look at launch arguments", drawer.Markup, StringComparison.Ordinal);

        drawer.Render(part => Of(part, vic with { Actor = vic.Actor with { Role = ActorRole.Operator } }));
        drawer.WaitForAssertion(() => Assert.Contains("look at launch arguments", drawer.Markup, StringComparison.Ordinal), Patience);
        drawer.Render(part => Of(part, vic));

        Assert.DoesNotContain("look at launch arguments", drawer.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_person_waits_for_an_audit_of_their_own()
    {
        Put(StreamSessionStatus.Connected);
        await Services.GetRequiredService<StreamSessionCommands>().NoteSensitiveLookAsync(A.Arn("s1"), Mara.Actor, "because");
        var drawer = Render<CascadingValue<CurrentOperator>>(part => Of(part, Mara));
        drawer.WaitForAssertion(() => Assert.Contains("look at launch arguments", drawer.Markup, StringComparison.Ordinal), Patience);

        // Nothing of the session's group is theirs to see.
        var elsewhere = new Actor("id-tom", "Tom", ActorRole.Operator, MayTakeOver: false) { Sees = GroupSight.None };
        drawer.Render(part => Of(part, new CurrentOperator("Tom", IsVerified: true) { Actor = elsewhere }));

        Assert.DoesNotContain("look at launch arguments", drawer.Markup, StringComparison.Ordinal);
        drawer.WaitForAssertion(() => Assert.Contains("No events yet.", drawer.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void What_a_colleague_has_in_hand_can_be_looked_at_by_who_may_do_no_more_as_from_its_row()
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        var viewer = new Actor("id-vic", "Vic", ActorRole.Viewer, MayTakeOver: false);

        var drawer = Drawer(
            APicture.Of(APicture.Waiting("s1", 60)).With(APicture.Claim(by: "Jon")),
            new CurrentOperator("Vic", IsVerified: true) { Actor = viewer }
        );

        Assert.Equal("Open", drawer.Find("[data-rescue]").ChildNodes[0].TextContent.Trim());
        Assert.EndsWith("?rescue=s1", drawer.Find("[data-rescue]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty(drawer.FindAll("[data-send-link]"));
    }

    private static ComponentParameterCollectionBuilder<CascadingValue<CurrentOperator>> Of(
        ComponentParameterCollectionBuilder<CascadingValue<CurrentOperator>> part,
        CurrentOperator by
    ) =>
        part.Add(it => it.Value, by)
            .AddChildContent<StreamSessionDrawer>(it =>
                it.Add(part => part.Session, A.Arn()).Add(part => part.Fleet, APicture.Of(APicture.Session()))
            );

    private IRenderedComponent<StreamSessionDrawer> Drawer(FleetPicture picture, CurrentOperator? by) =>
        Render<StreamSessionDrawer>(parameters => parameters.Add(part => part.Session, A.Arn()).Add(part => part.Fleet, picture).By(by));
}

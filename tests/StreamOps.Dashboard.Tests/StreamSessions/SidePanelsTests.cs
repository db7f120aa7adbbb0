using Bunit;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Rescue;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class SidePanelsTests : OperatedTest
{
    [Fact]
    public void Without_an_id_nothing_stands_beside_the_list() => Assert.Equal("", Panels(APicture.Of(APicture.Session())).Markup.Trim());

    [Fact]
    public void A_session_is_opened_by_the_last_part_of_its_arn()
    {
        var panels = Panels(APicture.Of(APicture.Session()), session: "s1");

        Assert.Contains("u-s1", panels.FindComponent<StreamSessionDrawer>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rescue_goes_before_the_session()
    {
        var panels = Panels(APicture.Of(APicture.Waiting("s1", 60), APicture.Session("s2")), session: "s2", rescue: "s1");

        Assert.NotNull(panels.FindComponent<RescuePanel>());
        Assert.Empty(panels.FindComponents<StreamSessionDrawer>());
    }

    [Fact]
    public void An_id_that_is_not_there_is_told_from_one_that_is_not_read_yet()
    {
        Assert.Contains("Not in view", Panels(APicture.Of(), session: "gone").Markup, StringComparison.Ordinal);
        Assert.Contains("Reading the session…", Panels(APicture.Of(FleetSnapshot.Empty), session: "s1").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_leaves_the_fleet_stays_while_its_panel_is_open()
    {
        var panels = Panels(APicture.Of(APicture.Session()), session: "s1");

        panels.Render(parameters => parameters.Add(part => part.Fleet, APicture.Of()));

        Assert.NotNull(panels.FindComponent<StreamSessionDrawer>());
    }

    [Fact]
    public void When_it_closes_the_focus_goes_back_to_the_row_it_was_opened_from()
    {
        var keys = JSInterop.SetupModule("./js/keys.js");
        keys.Mode = JSRuntimeMode.Loose;
        var panels = Panels(APicture.Of(APicture.Session()), session: "s1");

        panels.Render(parameters => parameters.Add(part => part.SessionId, null));

        panels.WaitForAssertion(() => Assert.Equal("s1", Assert.Single(keys.Invocations["focusRow"]).Arguments[0]), Patience);
    }

    private IRenderedComponent<SidePanels> Panels(FleetPicture picture, string? session = null, string? rescue = null) =>
        Render<SidePanels>(parameters =>
            parameters.Add(part => part.Fleet, picture).Add(part => part.SessionId, session).Add(part => part.RescueId, rescue)
        );
}

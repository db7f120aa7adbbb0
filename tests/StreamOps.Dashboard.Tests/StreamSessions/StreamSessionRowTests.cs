using Bunit;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class StreamSessionRowTests : MudTest
{
    [Fact]
    public void A_row_carries_its_session_status_player_and_application()
    {
        var row = Row(APicture.Session("s1")).Find("tr");

        Assert.Equal(("s1", "CONNECTED"), (row.GetAttribute("data-session-id"), row.GetAttribute("data-status")));
        Assert.Contains("Skyrail", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("/sessions?session=s1", row.QuerySelector("[data-open]")!.GetAttribute("href"));
    }

    [Fact]
    public void A_waiting_session_counts_down_and_wears_the_ink_of_its_clock()
    {
        var row = Row(APicture.Waiting("s1", 60));

        Assert.Equal(Moment.Attribute(APicture.Now.AddSeconds(60)), row.Find("countdown-clock").GetAttribute("expected"));
        Assert.Contains("tone-urgency", row.Find(".status-mark").ClassList);
    }

    [Fact]
    public void Outside_a_window_it_counts_to_the_end_of_the_sessions_length_by_the_services_clock()
    {
        var session = APicture.Session("s1") with { SessionLength = TimeSpan.FromHours(1) };

        var left = Row(session).Find("age-clock[service][until]");

        Assert.Equal(Moment.Attribute(APicture.Now.AddMinutes(22)), left.GetAttribute("until"));
    }

    [Fact]
    public void A_session_that_left_the_list_says_so()
    {
        var row = Row(APicture.Session("s1") with { IsListed = false });

        Assert.Contains("not in the list any more", row.Markup, StringComparison.Ordinal);
        Assert.Contains("unsure", row.Find("tr").ClassList);
    }

    [Fact]
    public void A_reason_is_told_in_words()
    {
        var session = APicture.Session("s1", StreamSessionStatus.Terminated);

        var row = Row(session with { Session = session.Session with { StatusReason = "idleTimeout" } });

        Assert.Contains("60 minutes without input.", row.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERMINATING", "The session is being shut down.")]
    [InlineData("TERMINATED", "Ended; no reason given.")]
    [InlineData("ERROR", "Ended; no reason given.")]
    [InlineData("HIBERNATING", "A status that StreamOps does not know.")]
    public void Whoever_goes_or_is_not_understood_has_a_reason_though_the_service_gave_none(string status, string words)
    {
        var row = Row(APicture.Session("s1", new StreamSessionStatus(status)));

        Assert.Equal(words, row.Find("td:last-child").TextContent);
    }

    [Theory]
    [InlineData("CONNECTED")]
    [InlineData("ACTIVATING")]
    public void Whoever_plays_needs_no_reason(string status)
    {
        var row = Row(APicture.Session("s1", new StreamSessionStatus(status)));

        Assert.Empty(row.Find("td:last-child").TextContent);
    }

    [Fact]
    public void Who_has_the_player_in_hand_is_named()
    {
        var reason = Row(APicture.Waiting("s1", 60), "Jon").Find("td:last-child");

        Assert.Equal(("Jon", "Jon is on it."), (reason.QuerySelector(".holder")!.TextContent, reason.GetAttribute("title")));
        Assert.Empty(Row(APicture.Waiting("s1", 60)).FindAll(".holder"));
    }

    private IRenderedComponent<StreamSessionRow> Row(LiveStreamSession session, string holder = "") =>
        Render<StreamSessionRow>(parameters =>
            parameters
                .Add(part => part.Session, session)
                .Add(part => part.Holder, holder)
                .Add(part => part.ApplicationName, "Skyrail")
                .Add(part => part.Addresses, new PanelAddress("/sessions"))
        );
}

using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Queue;
using StreamOps.Dashboard.Rescue;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

/// <summary>"Is this the person you are talking to?" can be answered wherever it is asked.</summary>
public sealed class WhichPlayerTests : OperatedTest
{
    private const string One = "player-1048576-prod";
    private const string Other = "player-3141592-prod";

    private static readonly FleetPicture Both = APicture.Of(Of("s1", One), Of("s2", Other));

    [Fact]
    public void Rows_of_the_queue_tell_like_ids_apart() =>
        Assert.Equal(["player-1048…rod", "player-3141…rod"], Names(Queue(Both), "tr[data-session-id] [data-open]"));

    [Fact]
    public void What_ended_tells_like_ids_apart_too()
    {
        var ended = Both.With(
            APicture.Ended("e1", EpisodeOutcome.Recovered) with
            {
                UserId = "player-2718281-prod",
            },
            APicture.Ended("e2", EpisodeOutcome.TooLate) with
            {
                UserId = "player-1618033-prod",
            }
        );

        Assert.Equal(["player-1618…rod", "player-2718…rod"], Names(Opened(Queue(ended)), ".ended .cell-player a"));
    }

    [Fact]
    public void Rows_of_all_sessions_tell_like_ids_and_like_applications_apart()
    {
        var applications = Both
            .Snapshot.Applications.Add(Arn("a-1"), new Application(Arn("a-1"), "a-1", "Skyrail"))
            .Add(Arn("a-2"), new Application(Arn("a-2"), "a-2", "Skyrail"));
        var sessions = APicture.Fleet([
            .. Both.Snapshot.Sessions.Values.Select(session =>
                session with
                {
                    Session = session.Session with { ApplicationArn = Arn(session.Arn.Id == "s1" ? "a-1" : "a-2") },
                }
            ),
        ]);

        var page = Render<Microsoft.AspNetCore.Components.CascadingValue<FleetPicture>>(part =>
            part.Add(value => value.Value, APicture.Of(sessions with { Applications = applications })).AddChildContent<StreamSessionsPage>()
        );

        Assert.Equal(["player-1048…rod", "player-3141…rod"], Names(page, "tr[data-session-id] [data-open]"));
        Assert.Equal(["Skyrail · a-1", "Skyrail · a-2"], Names(page, "tr[data-session-id] .cell-application"));
    }

    [Fact]
    public void The_rescue_panel_asks_with_the_whole_id()
    {
        Put(StreamSessionStatus.PendingClientReconnection);

        var panel = Render<RescuePanel>(part => part.Add(it => it.Session, A.Arn("s1")).Add(it => it.Fleet, Both).By(Mara));

        Assert.Contains(One, panel.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.Contains($"talking to? {One},", panel.Find(".check:has([type=checkbox])").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_drawer_shows_player_and_session_whole_and_copies_them_whole()
    {
        Put(StreamSessionStatus.PendingClientReconnection);

        var drawer = Render<StreamSessionDrawer>(part => part.Add(it => it.Session, A.Arn("s1")).Add(it => it.Fleet, Both).By(Mara));

        Assert.Contains(One, drawer.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.NotNull(drawer.Find($"button[data-copy='{One}']"));
        Assert.DoesNotContain("…", drawer.Find(".facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_ends_a_session_is_asked_with_the_whole_id_in_the_title()
    {
        var provider = Render<MudDialogProvider>();
        var button = Render<TerminateButton>(part =>
            part.Add(it => it.Session, Of("s1", One)).Add(it => it.Fleet, Both).Add(it => it.Operator, Mara)
        );

        button.Find("button").Click();

        Assert.Contains(One, provider.WaitForElement("[role=dialog] h2").TextContent, StringComparison.Ordinal);
    }

    private static IRenderedComponent<TPage> Opened<TPage>(IRenderedComponent<TPage> page)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        page.Find("summary").Click();
        return page;
    }

    private static LiveStreamSession Of(string id, string userId)
    {
        var session = APicture.Waiting(id, id == "s1" ? 60 : 90);
        return session with { Session = session.Session with { UserId = userId } };
    }

    private static string Arn(string application) => $"arn:aws:gameliftstreams:us-west-2:111122223333:application/{application}";

    private static IEnumerable<string> Names<TPage>(IRenderedComponent<TPage> page, string selector)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        page.FindAll(selector).Select(name => name.TextContent).Order(StringComparer.Ordinal);

    private IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<FleetPicture>> Queue(FleetPicture picture)
    {
        Services.GetRequiredService<FleetClock>();
        return Render<Microsoft.AspNetCore.Components.CascadingValue<FleetPicture>>(part =>
            part.Add(value => value.Value, picture).AddChildContent<RescueQueuePage>()
        );
    }
}

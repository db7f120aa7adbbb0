using System.Collections.Immutable;
using Bunit;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Queue;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Queue;

/// <summary>The two folds below the queue.</summary>
public sealed class FoldedTablesTests : MudTest
{
    [Fact]
    public void Who_ended_a_session_from_here_is_named_with_the_reason()
    {
        var ended = Render<EndedTable>(part =>
            Of(part, APicture.Ended("s1", EpisodeOutcome.Terminated, "apiTerminated"))
                .Add(it => it.TerminationOf, _ => new Termination("Mara", "The player asked for it"))
        );

        Assert.Contains("Mara", ended.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("The player asked for it", ended.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_a_name_that_nobody_proved_is_called_unverified(bool isVerified)
    {
        var ended = Render<EndedTable>(part =>
            Of(part, APicture.Ended("s1", EpisodeOutcome.Terminated, "apiTerminated"))
                .Add(it => it.TerminationOf, _ => new Termination("Mara", "stuck") { IsVerified = isVerified })
        );

        Assert.Equal(!isVerified, ended.Find("tbody").TextContent.Contains("unverified", StringComparison.Ordinal));
    }

    [Fact]
    public void A_recovered_one_says_in_which_time()
    {
        var ended = Render<EndedTable>(part => Of(part, APicture.Ended("s1", EpisodeOutcome.Recovered)));

        Assert.Contains("in 0:41", ended.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Equal("/?session=s1", ended.Find("tbody a").GetAttribute("href"));
    }

    [Fact]
    public void A_session_that_nobody_reached_can_be_rescued_like_a_lost_one()
    {
        var session = APicture.Session("s1", StreamSessionStatus.Active) with { WasConnected = false, Window = APicture.Window(60) };

        var table = Render<NeverArrivedTable>(part =>
            part.Add(it => it.Shown, [session]).Add(it => it.Fleet, APicture.Of(session)).Add(it => it.Addresses, new PanelAddress("/"))
        );

        var row = table.Find("tr[data-session-id=s1]");
        Assert.Equal("ACTIVE", row.GetAttribute("data-status"));
        Assert.Contains(table.FindAll("a"), link => link.GetAttribute("href") == "/?rescue=s1");
    }

    private static ComponentParameterCollectionBuilder<EndedTable> Of(
        ComponentParameterCollectionBuilder<EndedTable> part,
        params Episode[] ended
    ) => part.Add(it => it.Fleet, APicture.Of().With(ended)).Add(it => it.Shown, ended).Add(it => it.Addresses, new PanelAddress("/"));
}

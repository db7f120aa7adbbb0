using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Queue;
using StreamOps.Dashboard.Rescue;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Queue;

/// <summary>Who ended a session, and the reasons that people typed, stand in the audit: who may not read it does not read them in the queue either.</summary>
public sealed class WhoEndedItTests : OperatedTest
{
    private const string Reason = "abusive caller, case 4711";

    private static readonly CurrentOperator Jon = Of("Jon", ActorRole.Operator);
    private static readonly CurrentOperator Vic = Of("Vic", ActorRole.Viewer);

    private readonly QueueReel _reel = new();

    public WhoEndedItTests() => Services.AddRescuePanel();

    [Theory]
    [InlineData(ActorRole.Operator)]
    [InlineData(ActorRole.Lead)]
    public async Task Who_reads_the_audit_reads_it_on_the_row_and_below(ActorRole role)
    {
        await TerminateAsync();

        var page = Ended(Of("Lea", role));

        page.WaitForAssertion(() => Assert.Contains(Reason, page.Find("tr.ghost").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains(Reason, page.Find("table.ended").TextContent, StringComparison.Ordinal);
        Assert.Contains("Jon", page.Find("table.ended .cell-who").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_reads_neither_who_nor_why()
    {
        await TerminateAsync();

        var page = Ended(Vic);

        Assert.Contains("terminated", page.Find("tr.ghost").TextContent, StringComparison.Ordinal);
        Assert.Contains("terminated", page.Find("table.ended").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Reason, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Jon", page.Markup, StringComparison.Ordinal);
        // Nor is it said that nobody here did.
        Assert.DoesNotContain("not from here", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_becomes_a_viewer_reads_it_no_more()
    {
        await TerminateAsync();
        var page = Ended(Jon);
        page.WaitForAssertion(() => Assert.Contains(Reason, page.Find("tr.ghost").TextContent, StringComparison.Ordinal), Patience);

        Draw(page, Of("Jon", ActorRole.Viewer));

        Assert.DoesNotContain(Reason, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_becomes_an_operator_reads_it_then()
    {
        await TerminateAsync();
        var page = Ended(Vic);

        Draw(page, Jon);

        page.WaitForAssertion(() => Assert.Contains(Reason, page.Find("tr.ghost").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void Why_an_attempt_was_given_up_is_for_the_same_people()
    {
        Assert.Contains(Reason, GivenUp(Jon).Find("table.ended").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Reason, GivenUp(Vic).Find("table.ended").TextContent, StringComparison.Ordinal);
    }

    private static CurrentOperator Of(string name, ActorRole role) =>
        new(name, IsVerified: true) { Actor = new Actor($"id-{name}", name, role, MayTakeOver: false) };

    private async Task TerminateAsync()
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        Publish(APicture.Fleet(APicture.Waiting("s1", 60)) with { Version = 7 });
        Assert.IsType<CommandResult.Accepted>(
            await Services.GetRequiredService<StreamSessionCommands>().TerminateAsync(A.Arn(), Jon.Actor, Reason, CancellationToken.None)
        );
    }

    private static FleetPicture Terminated
    {
        get
        {
            var session = APicture.Session("s1", StreamSessionStatus.Terminated);
            return APicture
                .Of(session with { Session = session.Session with { StatusReason = "apiTerminated" } })
                .With(APicture.Ended("s1", EpisodeOutcome.Terminated, "apiTerminated"));
        }
    }

    /// <summary>The page from before the end to after it, with what ended unfolded.</summary>
    private IRenderedComponent<CascadingValue<FleetPicture>> Ended(CurrentOperator by)
    {
        var page = Render<CascadingValue<FleetPicture>>(part =>
            part.Add(it => it.Value, _reel.Show(APicture.Of(APicture.Waiting("s1", 60))))
                .AddChildContent<CascadingValue<CurrentOperator>>(of => of.Add(it => it.Value, by).AddChildContent<RescueQueuePage>())
        );
        Draw(page, by, _reel.Show(Terminated));
        page.Find("summary").Click();
        page.WaitForElement("table.ended", Patience);
        return page;
    }

    private IRenderedComponent<CascadingValue<FleetPicture>> GivenUp(CurrentOperator by)
    {
        var attempt = APicture.Attempt("s1", RescueState.Abandoned) with { Reason = Reason };
        var picture = APicture.Of(APicture.Fleet(), attempt).With(APicture.Ended("s1", EpisodeOutcome.TooLate, "reconnectionTimeout"));
        var page = Render<CascadingValue<FleetPicture>>(part =>
            part.Add(it => it.Value, picture).By(by).AddChildContent<RescueQueuePage>()
        );
        page.Find("summary").Click();
        page.WaitForElement("table.ended", Patience);
        return page;
    }

    private static void Draw(IRenderedComponent<CascadingValue<FleetPicture>> page, CurrentOperator by, FleetPicture? picture = null) =>
        page.Render(part =>
            part.Add(it => it.Value, picture ?? page.Instance.Value)
                .AddChildContent<CascadingValue<CurrentOperator>>(of => of.Add(it => it.Value, by).AddChildContent<RescueQueuePage>())
        );
}

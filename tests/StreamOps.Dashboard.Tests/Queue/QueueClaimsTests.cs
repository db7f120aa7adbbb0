using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Queue;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Rescue;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Queue;

/// <summary>The column WHO, and the reader's own rows.</summary>
public sealed class QueueClaimsTests : OperatedTest
{
    private readonly QueueReel _reel = new();

    [Fact]
    public void A_claim_names_its_holder_and_its_lease_ticks_in_the_browser()
    {
        var page = Queue(Three.With(APicture.Claim("s2", by: "Jon")));

        var who = page.Find("[data-session-id=s2] .cell-who");
        Assert.Contains("Jon", who.TextContent, StringComparison.Ordinal);
        Assert.Equal(Moment.Attribute(APicture.Now.AddSeconds(22)), who.QuerySelector("age-clock")!.GetAttribute("until"));
        Assert.Equal("true", who.QuerySelector("[data-claim-toggle]")!.GetAttribute("aria-disabled"));
        Assert.Equal("Jon is on it.", who.QuerySelector("[data-claim-toggle]")!.GetAttribute("title"));
        Assert.Equal("other", page.Find("[data-session-id=s2]").GetAttribute("data-claim"));
    }

    [Fact]
    public void Only_a_name_that_nobody_proved_is_called_unverified()
    {
        var signedIn = new Person("Jon", "sub-1", "operator");

        Assert.Contains("unverified", Who(Three.With(APicture.Claim("s2", by: "Jon"))), StringComparison.Ordinal);
        Assert.DoesNotContain("unverified", Who(Three.With(APicture.Claim("s2") with { By = signedIn })), StringComparison.Ordinal);
        Assert.DoesNotContain("unverified", Who(Three.With(APicture.Link("s2") with { By = signedIn })), StringComparison.Ordinal);

        string Who(FleetPicture picture) => Queue(picture).Find("[data-session-id=s2] .cell-who").TextContent;
    }

    [Fact]
    public void Ones_own_stand_first_and_say_you()
    {
        var page = Queue(Three.With(APicture.Claim("s3")));

        Assert.Equal(["s3", "s1", "s2"], Ids(page));
        Assert.Contains("You", page.Find("[data-session-id=s3] .cell-who").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-session-id=s3] [data-claim-toggle]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Somebody_elses_move_no_row() => Assert.Equal(["s1", "s2", "s3"], Ids(Queue(Three.With(APicture.Claim("s3", by: "Jon")))));

    [Fact]
    public void The_ladder_says_whose_claim_it_is_and_you_to_who_holds_it()
    {
        var page = Queue(Three.With(APicture.Claim("s2", by: "Jon")).With(APicture.Claim("s3")));

        Assert.Contains("claimed by you", page.Find("[data-session-id=s3] .cell-ladder").TextContent, StringComparison.Ordinal);
        Assert.Contains("claimed by Jon", page.Find("[data-session-id=s2] .cell-ladder").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_row_asks_the_same_as_the_panel_whether_its_player_may_be_taken_in_hand()
    {
        var page = Queue(Attempted);

        Assert.Equal("false", page.Find("[data-session-id=s1] [data-claim-toggle]").GetAttribute("aria-disabled"));
        var closed = page.Find("[data-session-id=s2] [data-claim-toggle]");
        Assert.Equal(("true", "Too late: the window has closed."), (closed.GetAttribute("aria-disabled"), closed.GetAttribute("title")));
    }

    [Fact]
    public void Where_looking_is_all_that_is_allowed_nobody_is_taken_in_hand_either_who_is_being_rescued()
    {
        var row = Render<RescueQueueRow>(part =>
            part.Add(it => it.Row, Attempted.Waiting.Single(row => row.Arn == A.Arn()))
                .Add(
                    it => it.Reading,
                    new QueueReading(new PanelAddress("/"))
                    {
                        Reader = Mara.Actor,
                        IsReadOnly = true,
                        OnToggleClaim = EventCallback.Factory.Create<QueueRow>(this, _ => Assert.Fail("It was pressed.")),
                    }
                )
        );

        row.Find("[data-claim-toggle]").Click();

        Assert.Equal("true", row.Find("[data-claim-toggle]").GetAttribute("aria-disabled"));
    }

    [Fact]
    public void The_address_can_ask_for_ones_own_alone()
    {
        Navigation.NavigateTo("/?mine=true");
        var page = Queue(Three.With(APicture.Claim("s3")));

        Assert.Equal(["s3"], Ids(page));
        Assert.Equal("true", page.Find("[data-mine-filter]").GetAttribute("aria-pressed"));
        Assert.DoesNotContain("mine", page.Find("[data-mine-filter]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith("/?mine=true&rescue=s3", page.Find("[data-rescue]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_of_ones_own_is_not_nobody()
    {
        Navigation.NavigateTo("/?mine=true");

        Assert.Contains("You have nobody in hand.", Queue(Three).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_looks_is_named_on_the_row_and_not_to_themselves()
    {
        var page = Queue(Three.WithLooking("s1", "Jon", "Tom").With(APicture.Claim("s2")));

        Assert.Contains("Jon and 1 more looking", page.Find("[data-session-id=s1] .cell-who").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("looking", Queue(Three.WithLooking("s1", "Mara")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Whose_claim_was_taken_reads_it_on_the_row()
    {
        var page = Queue(Three.With(APicture.Claim("s1", by: "Jon", from: "Mara")));

        Assert.Contains("from you", page.Find("[data-session-id=s1] [data-taken]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_most_urgent_of_nobody_is_marked_for_the_key()
    {
        var page = Queue(Three.With(APicture.Claim("s1", by: "Jon")));

        Assert.Equal("s2", page.Find("tr[data-first-unclaimed]").GetAttribute("data-session-id"));
    }

    [Fact]
    public void A_viewer_reads_why_they_rescue_nobody_and_may_look_at_what_somebody_has_in_hand()
    {
        var viewer = new CurrentOperator("Vic", IsVerified: true)
        {
            Actor = new Actor("id-vic", "Vic", ActorRole.Viewer, MayTakeOver: false),
        };
        var page = Render<CascadingValue<FleetPicture>>(part =>
            part.Add(it => it.Value, Three.With(APicture.Claim("s2", by: "Jon"))).By(viewer).AddChildContent<RescueQueuePage>()
        );

        var rescue = page.Find("[data-session-id=s1] [data-rescue]");
        Assert.Equal("true", rescue.GetAttribute("aria-disabled"));
        Assert.Contains("viewers look", rescue.GetAttribute("title"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".button.primary"));
        var open = page.Find("[data-session-id=s2] [data-rescue]");
        Assert.Equal("Open", open.TextContent.Trim());
        Assert.EndsWith("rescue=s2", open.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_viewer_is_offered_nobody_either_whom_no_client_reached()
    {
        var viewer = new CurrentOperator("Vic", IsVerified: true)
        {
            Actor = new Actor("id-vic", "Vic", ActorRole.Viewer, MayTakeOver: false),
        };
        LiveStreamSession[] sessions =
        [
            .. new[] { "s1", "s2" }.Select(id =>
                APicture.Session(id, Operations.GameLift.StreamSessionStatus.Active) with
                {
                    WasConnected = false,
                    Window = APicture.Window(60),
                }
            ),
        ];
        var page = Render<CascadingValue<FleetPicture>>(part =>
            part.Add(it => it.Value, APicture.Of(sessions).With(APicture.Claim("s2", by: "Jon")))
                .By(viewer)
                .AddChildContent<RescueQueuePage>()
        );
        page.Find("summary").Click();

        var rescue = page.Find("table.never-arrived [data-session-id=s1] [data-rescue]");
        Assert.Equal("true", rescue.GetAttribute("aria-disabled"));
        Assert.Contains("viewers look", rescue.GetAttribute("title"), StringComparison.Ordinal);
        var open = page.Find("table.never-arrived [data-session-id=s2] [data-rescue]");
        Assert.Equal("Open", open.TextContent.Trim());
        Assert.EndsWith("rescue=s2", open.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_row_that_is_claimed_is_drawn_again()
    {
        var page = Queue(_reel.Show(Three));
        var before = Counts(page);

        page.Render(part =>
            part.Add(it => it.Value, _reel.Show(Three.With(APicture.Claim("s2", by: "Jon")))).AddChildContent<RescueQueuePage>()
        );

        Assert.Equal(["s2"], Counts(page).Where(row => row.Value != before[row.Key]).Select(row => row.Key));
    }

    [Fact]
    public void The_rows_button_claims_and_gives_back()
    {
        Put(Operations.GameLift.StreamSessionStatus.PendingClientReconnection);
        Publish(APicture.Fleet(PanelClaimsTests.WaitingFrom(Services.GetRequiredService<FleetClock>().Now)) with { Version = 7 });
        var board = Services.GetRequiredService<ClaimBoard>();
        var page = Queue(APicture.Of(APicture.Waiting("s1", 60)));

        page.Find("[data-claim-toggle]").Click();
        page.WaitForAssertion(() => Assert.Equal("Mara", board.Current[A.Arn()].Operator), Patience);
        page.Render(part =>
            part.Add(it => it.Value, APicture.Of(APicture.Waiting("s1", 60)).With(APicture.Claim())).AddChildContent<RescueQueuePage>()
        );
        page.Find("[data-claim-toggle]").Click();

        page.WaitForAssertion(() => Assert.True(board.Current[A.Arn()].IsReleased), Patience);
    }

    /// <summary>Both with an attempt under way; the window of the second has closed.</summary>
    private static FleetPicture Attempted =>
        APicture.Of(
            APicture.Fleet(APicture.Waiting("s1", 60), APicture.Waiting("s2", -30)),
            APicture.Attempt("s1", RescueState.Answered),
            APicture.Attempt("s2", RescueState.Answered) with
            {
                Id = new Guid("7d41aa11-0000-0000-0000-000000000002"),
            }
        );

    private static FleetPicture Three => APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 70), APicture.Waiting("s3", 80));

    private IRenderedComponent<CascadingValue<FleetPicture>> Queue(FleetPicture picture) =>
        Render<CascadingValue<FleetPicture>>(part => part.Add(it => it.Value, picture).By(Mara).AddChildContent<RescueQueuePage>());

    private static IEnumerable<string?> Ids(IRenderedComponent<CascadingValue<FleetPicture>> page) =>
        page.FindAll("tr[data-session-id]").Select(row => row.GetAttribute("data-session-id"));

    private static Dictionary<string, int> Counts(IRenderedComponent<CascadingValue<FleetPicture>> page) =>
        page.FindComponents<RescueQueueRow>().ToDictionary(row => row.Instance.Row.Arn.Id, row => row.RenderCount);
}

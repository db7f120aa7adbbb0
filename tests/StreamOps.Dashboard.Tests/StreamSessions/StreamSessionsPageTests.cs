using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class StreamSessionsPageTests : MudTest
{
    public StreamSessionsPageTests()
    {
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddScoped<ProtectedLocalStorage>();
        Services.AddScoped<BrowserPreferences>();
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void A_filter_goes_into_the_address_and_the_rows_follow()
    {
        var page = Page("/sessions", APicture.Of(APicture.Session("s1"), APicture.Waiting("s2", 60)));

        page.FindAll("button.toggle").Single(button => button.TextContent == "Waiting for client").Click();

        Assert.EndsWith("/sessions?status=PENDING_CLIENT_RECONNECTION", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_alone_makes_the_view()
    {
        var page = Page("/sessions?status=PENDING_CLIENT_RECONNECTION", APicture.Of(APicture.Session("s1"), APicture.Waiting("s2", 60)));

        Assert.Equal(["s2"], page.FindAll("tr[data-session-id]").Select(row => row.GetAttribute("data-session-id")));
        Assert.Contains("1 of 2 sessions", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void None_match_is_not_none()
    {
        var filtered = Page("/sessions?q=nobody", APicture.Of(APicture.Session("s1"))).Markup;
        Assert.Contains("No session matches 1 filter.", filtered, StringComparison.Ordinal);
        Assert.Contains("1 hidden.", filtered, StringComparison.Ordinal);

        Assert.Contains("Nobody is playing.", Page("/sessions", APicture.Of()).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_status_shows_as_itself()
    {
        var row = Page("/sessions", APicture.Of(APicture.Session("s1", new StreamSessionStatus("BRAND_NEW")))).Find("tr[data-session-id]");

        Assert.Equal("BRAND_NEW", row.GetAttribute("data-status"));
        Assert.Contains("BRAND_NEW", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Ones_own_claim_reads_as_in_the_queue_and_a_colleagues_by_name()
    {
        var picture = APicture
            .Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 70), APicture.Waiting("s3", 80))
            .With(APicture.Claim("s1", by: "Mara"))
            .With(APicture.Claim("s2", by: "Jon"));

        Navigation.NavigateTo("/sessions");
        var page = Render<CascadingValue<CurrentOperator>>(parameters =>
            parameters
                .Add(value => value.Value, new CurrentOperator("Mara", IsVerified: false))
                .AddChildContent<CascadingValue<FleetPicture>>(inner =>
                    inner.Add(value => value.Value, picture).AddChildContent<StreamSessionsPage>()
                )
        );

        Assert.Equal(("You", "Mara"), HolderIn(page.Find("tr[data-session-id=s1] td:last-child")));
        Assert.Equal(("Jon", "Jon is on it."), HolderIn(page.Find("tr[data-session-id=s2] td:last-child")));
        Assert.Empty(page.FindAll("tr[data-session-id=s3] .holder"));
    }

    [Fact]
    public void Who_takes_a_player_in_hand_and_who_is_off_is_on_the_rows_that_are_in_view()
    {
        var session = APicture.Session("s1", StreamSessionStatus.Active) with
        {
            WasConnected = false,
            Window = APicture.Window(100, kind: WindowKind.Connect),
        };
        var reel = new QueueReel();
        var picture = APicture.Of(session);
        var (claim, attention) = (picture.With(APicture.Claim(by: "Jon")), Services.GetRequiredService<Attention>());
        var open = reel.Show(picture);
        var page = Page("/sessions", open);
        Assert.Empty(page.FindAll(".holder"));

        var claimed = reel.Show(claim);
        Assert.True(attention.IsCaught(open, claimed));
        page.Render(part => part.Add(it => it.Value, claimed).AddChildContent<StreamSessionsPage>());
        page.WaitForAssertion(() => Assert.Equal("Jon", page.Find(".holder").TextContent), Patience);

        var lapsed = reel.Show(claim, reel.NextChange);
        Assert.True(attention.IsCaught(claimed, lapsed));
        page.Render(part => part.Add(it => it.Value, lapsed).AddChildContent<StreamSessionsPage>());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".holder")), Patience);
    }

    [Fact]
    public void Of_all_rows_the_one_that_changed_is_drawn_and_nothing_around_it()
    {
        var (reel, sessions) = (new QueueReel(), Enumerable.Range(0, 30).Select(n => APicture.Session($"s{n}")).ToArray());
        var before = reel.Show(APicture.Of(sessions));
        var page = Page("/sessions", before);
        var (drawn, filters) = (Drawn(page), page.FindComponent<StreamSessionFilters>());
        var filtersDrawn = filters.RenderCount;

        var lost = APicture.Waiting("s7", 60);
        Show(
            page,
            reel.Show(APicture.Of(before.Snapshot with { Version = 2, Sessions = before.Snapshot.Sessions.SetItem(lost.Arn, lost) }))
        );

        Assert.Equal("PENDING_CLIENT_RECONNECTION", page.Find("tr[data-session-id=s7]").GetAttribute("data-status"));
        Assert.Equal(["s7"], Drawn(page).Where(row => row.Value != drawn[row.Key]).Select(row => row.Key));
        Assert.Equal(filtersDrawn, filters.RenderCount);
    }

    [Fact]
    public void What_was_told_to_a_row_stays_when_the_table_is_drawn_again()
    {
        var reel = new QueueReel();
        var before = reel.Show(APicture.Of(APicture.Session("s1"), APicture.Session("s2")));
        var page = Page("/sessions", before);
        var lost = APicture.Waiting("s2", 60);
        Show(
            page,
            reel.Show(APicture.Of(before.Snapshot with { Version = 2, Sessions = before.Snapshot.Sessions.SetItem(lost.Arn, lost) }))
        );

        page.Find("tbody").PointerEnter();

        Assert.Equal("PENDING_CLIENT_RECONNECTION", page.Find("tr[data-session-id=s2]").GetAttribute("data-status"));
    }

    private static void Show(IRenderedComponent<CascadingValue<FleetPicture>> page, FleetPicture picture) =>
        page.Render(part => part.Add(it => it.Value, picture).AddChildContent<StreamSessionsPage>());

    private static Dictionary<string, int> Drawn(IRenderedComponent<CascadingValue<FleetPicture>> page) =>
        page.FindComponents<StreamSessionRow>().ToDictionary(row => row.Instance.Session.Arn.Id, row => row.RenderCount);

    private static (string Word, string? Title) HolderIn(IElement cell) =>
        (cell.QuerySelector(".holder")!.TextContent, cell.GetAttribute("title"));

    private IRenderedComponent<CascadingValue<FleetPicture>> Page(string address, FleetPicture picture)
    {
        Navigation.NavigateTo(address);
        return Render<CascadingValue<FleetPicture>>(parameters =>
            parameters.Add(value => value.Value, picture).AddChildContent<StreamSessionsPage>()
        );
    }
}

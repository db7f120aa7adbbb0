using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Audit;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Audit;

public sealed class AuditPageTests : OperatedTest
{
    private readonly FakeTimeProvider _time = new(APicture.Now);

    public AuditPageTests() => Services.AddSingleton<TimeProvider>(_time);

    private static readonly FleetPicture Fleet = APicture.Of(APicture.Waiting("s1", 60));

    [Fact]
    public void Before_anybody_did_anything_it_says_so()
    {
        var page = Page();

        page.WaitForAssertion(() => Assert.Contains("Nothing is in the audit yet.", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Entries_stand_the_newest_first_and_open_their_session_also_where_the_fleet_holds_it_no_more()
    {
        await WriteAsync("s1", "gone");
        Navigation.NavigateTo("audit");

        var page = Page();

        page.WaitForAssertion(
            () => Assert.Equal(["2", "1"], page.FindAll("[data-entry]").Select(row => row.GetAttribute("data-entry"))),
            Patience
        );
        Assert.Equal(
            FormattableString.Invariant($"{APicture.Now.UtcDateTime:yyyy-MM-dd HH:mm} UTC · no. 1"),
            page.Find("[data-entry='1'] .cell-when .caption").TextContent
        );
        Assert.EndsWith("audit?session=s1", page.Find("[data-entry='1'] [data-open]").GetAttribute("href"), StringComparison.Ordinal);
        var gone = page.Find("[data-entry='2'] [data-open]");
        Assert.EndsWith($"audit?session={Uri.EscapeDataString(A.Arn("gone").Value)}", gone.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("not in the fleet any more", gone.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_the_fleet_holds_no_more_shows_what_is_kept_of_it()
    {
        await WriteAsync("gone");
        Navigation.NavigateTo($"audit?session={Uri.EscapeDataString(A.Arn("gone").Value)}");

        var page = Page();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("aside .timeline li")), Patience);
        Assert.Equal("true", page.Find("[data-entry='1']").GetAttribute("aria-selected"));
        Assert.Contains("what the service told of it is gone", page.Find("aside").TextContent, StringComparison.Ordinal);
        Assert.Contains("terminate", page.Find("aside .timeline").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Calls("GetStreamSession"));
    }

    [Fact]
    public async Task What_is_asked_for_stands_in_the_address_and_so_in_the_exports()
    {
        await WriteAsync("s1", "s2");
        Navigation.NavigateTo("audit?on=s2&from=2026-02-01T00:00&session=s1");

        var page = Page();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-entry]")), Patience);
        Assert.Equal(
            ["audit/export.csv?on=s2&from=2026-02-01T00%3A00%3A00Z", "audit/export.json?on=s2&from=2026-02-01T00%3A00%3A00Z"],
            page.FindAll("a[download]").Select(link => link.GetAttribute("href"))
        );
        page.Find("input[type=search]").Change("s1");
        Assert.Contains("on=s1", Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("session=s1", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_that_match_is_another_face_than_none_and_is_cleared()
    {
        await WriteAsync("s1");
        Navigation.NavigateTo("audit?person=Nobody&act=terminate");
        var page = Page();
        page.WaitForAssertion(() => Assert.Contains("No entry matches 2 filters.", page.Markup, StringComparison.Ordinal), Patience);

        page.FindAll("button").Single(button => button.TextContent == "Clear").Click();

        Assert.EndsWith("/audit", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_reads_why_not_and_a_lead_reads_on()
    {
        await WriteAsync("s1");
        var vic = new Actor("id-vic", "Vic", ActorRole.Viewer, MayTakeOver: false);
        var page = Page(new CurrentOperator("Vic", IsVerified: true) { Actor = vic });

        page.WaitForAssertion(
            () => Assert.Contains("The audit is for operators and leads", page.Markup, StringComparison.Ordinal),
            Patience
        );
        Assert.Empty(page.FindAll("[data-entry]"));
        Assert.Empty(page.FindAll("a[download]"));
    }

    [Fact]
    public void Where_nobody_gave_a_name_yet_it_asks_for_one()
    {
        var page = Page(by: null);

        page.WaitForAssertion(() => Assert.NotNull(page.Find("#operator-name")), Patience);
    }

    [Fact]
    public async Task While_the_store_is_gone_what_was_read_stays_and_it_goes_on_by_itself()
    {
        await WriteAsync("s1");
        var page = Page();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-entry]")), Patience);

        await TakeStoreAwayAsync();
        _time.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.Contains("The audit is read again by itself", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Single(page.FindAll("[data-entry]"));

        BringStoreBack();
        await WriteAsync("s2");
        _time.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-entry]").Count), Patience);
        Assert.DoesNotContain("read again by itself", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_that_is_full_leads_to_the_next()
    {
        await WriteAsync([.. Enumerable.Range(1, AuditDesk.SheetSize + 1).Select(number => $"s{number}")]);
        Navigation.NavigateTo("audit");
        var page = Page();
        page.WaitForAssertion(() => Assert.Equal(AuditDesk.SheetSize, page.FindAll("[data-entry]").Count), Patience);

        var older = page.FindAll(".sheets a").Single();

        Assert.Equal("Older", older.TextContent);
        Assert.EndsWith("audit?before=2", older.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_is_none_is_said_and_not_passed_over()
    {
        Navigation.NavigateTo("audit?from=yesterday");

        var page = Page();

        page.WaitForAssertion(() => Assert.Contains("is not understood, and is left out", page.Markup, StringComparison.Ordinal), Patience);
    }

    private IRenderedComponent<IComponent> Page(CurrentOperator? by)
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return Render<CascadingValue<FleetPicture>>(part =>
            part.Add(value => value.Value, Fleet).AddChildContent<AuditPage>(page => page.By(by))
        );
    }

    private IRenderedComponent<IComponent> Page() => Page(Mara);

    private async Task WriteAsync(params string[] sessions)
    {
        foreach (var session in sessions)
        {
            await Services
                .GetRequiredService<AuditLog>()
                .AppendAsync(AuditEntries.Terminate(APicture.Now, Mara.Actor.Person, A.Arn(session), "stuck"));
        }
    }
}

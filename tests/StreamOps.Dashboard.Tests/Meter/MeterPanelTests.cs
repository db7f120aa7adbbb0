using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Meter;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.Shell;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Meter;

/// <summary>What opens below the freshness mark.</summary>
public sealed class MeterPanelTests : OperatedTest
{
    private readonly LiveFeed _feed = new();

    public MeterPanelTests()
    {
        JSInterop.SetupModule("./js/preferences.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(_feed.Meter);
        Services.AddSingleton(_feed.Time);
    }

    [Fact]
    public void The_mark_opens_it_and_closes_it()
    {
        Played(1).Settled();
        var bar = Bar(GroupSight.All);
        Assert.Empty(bar.FindAll(".meter"));
        Assert.Equal("false", Mark(bar).GetAttribute("aria-expanded"));

        var panel = Opened(bar);
        Assert.Equal("true", Mark(bar).GetAttribute("aria-expanded"));
        Assert.Equal(Mark(bar).GetAttribute("aria-controls"), panel.Id);
        Assert.Equal("H2", bar.Find($"#{panel.GetAttribute("aria-labelledby")}").TagName);

        bar.Find(".meter [data-esc]").Click();
        AssertClosed(bar);

        Opened(bar);
        Mark(bar).Click();
        AssertClosed(bar);
    }

    [Fact]
    public void Closed_it_costs_nothing_and_open_a_drawing_a_second_at_most()
    {
        Played(3).Settled();
        var bar = Bar(GroupSight.All);
        var mark = bar.FindComponent<FreshnessMark>();
        _feed.Advance(5);
        Assert.Equal(1, mark.RenderCount);
        Assert.Empty(bar.FindComponents<MeterPanel>());

        Opened(bar);
        // Drawn with the panel, and nothing is drawn within it that would count too.
        var part = bar.FindComponent<MeterCalls>();
        var (drawn, oldest) = (part.RenderCount, Ages(bar));
        // A picture comes, and says nothing to it.
        bar.Render(parameters => parameters.Add(it => it.Fleet, APicture.Of(APicture.Session())));
        Assert.Equal(drawn, part.RenderCount);

        _feed.Advance(10);
        part.WaitForAssertion(() => Assert.InRange(part.RenderCount, drawn + 1, drawn + 10), Patience);
        Assert.NotEqual(oldest, Ages(bar));

        Mark(bar).Click();
        AssertClosed(bar);
        var closed = mark.RenderCount;
        _feed.Advance(5);
        Assert.Equal(closed, mark.RenderCount);
    }

    [Fact]
    public void Calls_stand_against_share_and_limit()
    {
        Played(5).Settled().Advance(60);

        var row = Panel(GroupSight.All).Find("[data-operation=ListStreamSessions]");

        var figures = row.QuerySelectorAll("td")
            .Select(cell => double.Parse(cell.TextContent, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Collection(
            figures,
            ten => Assert.InRange(ten, 4.5, 5.2),
            minute => Assert.InRange(minute, 4.5, 5.2),
            share => Assert.Equal(5, share),
            limit => Assert.Equal(20, limit)
        );
        Assert.Equal("width: 25%", row.QuerySelector(".meter-bar .allowed")!.GetAttribute("style"));
    }

    [Fact]
    public void Less_than_the_share_says_why()
    {
        Played(1).Settled();
        _feed.Budget.Throttled("ListStreamSessions");

        var row = Panel(GroupSight.All).Find("[data-operation=ListStreamSessions]");

        Assert.Contains("throttles", row.QuerySelector(".caption")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void At_first_the_share_of_today_is_shown_as_planned_and_another_is_a_forecast_that_changes_nothing()
    {
        Played(20).Settled().Advance(60);
        var panel = Panel(GroupSight.All);
        var slider = panel.Find("input[type=range]");
        Assert.Equal(("1", "80", "25"), (slider.GetAttribute("min"), slider.GetAttribute("max"), slider.GetAttribute("value")));
        var today = Plain(MeterWords.Every(_feed.Meter.Read(GroupSight.All).Groups.Max(group => group.Lists[0].Interval)));
        Assert.StartsWith($"At 25 %: {today} ", Forecast(panel), StringComparison.Ordinal);
        Assert.All(panel.FindAll("[data-status]"), row => Assert.Equal(row.Children[1].TextContent, row.Children[2].TextContent));

        slider.Input("50");

        var forecast = Plain(MeterWords.Every(_feed.Meter.Read(GroupSight.All).ForecastAt(0.5).Urgent));
        Assert.StartsWith($"At 50 %: {forecast} ", Forecast(panel), StringComparison.Ordinal);
        Assert.Contains("10 list calls a second", Forecast(panel), StringComparison.Ordinal);
        Assert.Contains($"Today, at 25 %: {today}", Forecast(panel), StringComparison.Ordinal);
        Assert.Equal($"50 %: who waits is read {forecast}", Plain(panel.Find("input[type=range]").GetAttribute("aria-valuetext")!));
        Assert.Equal("0.5", panel.Find("[data-setting]").TextContent);
        Assert.Equal("StreamOps__Live__ShareOfRateLimit=0.5", panel.Find("[data-copy]").GetAttribute("data-copy"));
        _feed.Advance(2);
        Assert.Equal(5, _feed.Now.Health.ListCallsPerSecond);
        panel.WaitForAssertion(() => Assert.StartsWith("At 50 %", Forecast(panel), StringComparison.Ordinal), Patience);
    }

    [Theory]
    [InlineData("0", "At 1 %")]
    [InlineData("99", "At 80 %")]
    [InlineData("half", "At 25 %")]
    public void No_share_is_tried_that_the_setting_would_not_take(string tried, string words)
    {
        Played(1).Settled();
        var panel = Panel(GroupSight.All);

        panel.Find("input[type=range]").Input(tried);

        Assert.StartsWith(words, Forecast(panel), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_stream_groups_twenty_are_shown_and_the_rest_is_counted()
    {
        Played(27).Settled();

        var panel = Panel(GroupSight.All);

        Assert.Equal(20, panel.FindAll("[data-group-age]").Count);
        Assert.Equal("And 7 more, none worse than these.", panel.Find("[data-more-groups]").TextContent);
    }

    [Fact]
    public void A_list_that_is_refused_is_marked_by_more_than_a_colour()
    {
        _feed.Service.OnCall = (call, _) =>
            call is { Operation: "ListStreamSessions", StreamGroupId: "sg-2" }
                ? Task.FromException(new GameLiftException(ApiErrorCode.AccessDenied, call.Operation, "Not allowed."))
                : Task.CompletedTask;
        Played(3).Settled().Advance(30);

        var row = Panel(GroupSight.All).FindAll("[data-group-age]")[0];

        Assert.Equal("sg-2", row.GetAttribute("data-group-age"));
        Assert.All(
            row.QuerySelectorAll("td"),
            cell => Assert.Equal(("! refused", "yes"), (cell.TextContent, cell.GetAttribute("data-late")))
        );
    }

    [Fact]
    public void Who_sees_some_stream_groups_sees_these_alone()
    {
        Played(3).Settled();

        var some = Bar(GroupSight.Of("arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-3"));
        Opened(some);
        var none = Render<TopBar>(part => part.Add(it => it.Fleet, APicture.Of()));
        Opened(none);

        Assert.Equal("sg-3", Assert.Single(some.FindAll("[data-group-age]")).GetAttribute("data-group-age"));
        Assert.DoesNotContain("sg-1", some.Markup, StringComparison.Ordinal);
        Assert.Empty(none.FindAll("[data-group-age]"));
        Assert.Contains("No stream group of yours is read.", none.Markup, StringComparison.Ordinal);
        Assert.StartsWith("At 25 %: not read at present", Forecast(none), StringComparison.Ordinal);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        _feed.Dispose();
    }

    private static AngleSharp.Dom.IElement Mark(IRenderedComponent<TopBar> bar) => bar.Find("button.meter-mark");

    private static AngleSharp.Dom.IElement Opened(IRenderedComponent<TopBar> bar)
    {
        Mark(bar).Click();
        return bar.WaitForElement(".meter", Patience);
    }

    private static void AssertClosed(IRenderedComponent<TopBar> bar) =>
        bar.WaitForAssertion(() => Assert.Empty(bar.FindAll(".meter")), Patience);

    private static string Forecast(IRenderedComponent<IComponent> panel) => Plain(panel.Find("[data-forecast]").TextContent);

    /// <summary>With one space between two words, of whatever kind it is.</summary>
    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IReadOnlyList<string> Ages(IRenderedComponent<TopBar> bar) =>
        [.. bar.FindAll(".meter-ages td").Select(cell => cell.TextContent)];

    private IRenderedComponent<TopBar> Bar(GroupSight sight) =>
        Render<TopBar>(part => part.Add(it => it.Fleet, APicture.Of()).Add(it => it.Sight, sight));

    private IRenderedComponent<MeterPanel> Panel(GroupSight sight) => Render<MeterPanel>(part => part.Add(it => it.Sight, sight));

    private LiveFeed Played(int groups) => _feed.With([.. Enumerable.Range(1, groups).Select(i => A.StreamSession($"s{i}", $"sg-{i}"))]);
}

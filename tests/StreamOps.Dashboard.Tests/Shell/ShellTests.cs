using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.Shell;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Shell;

/// <summary>What stands around every page.</summary>
public sealed class ShellTests : OperatedTest
{
    private readonly BunitJSModuleInterop _preferences;

    public ShellTests()
    {
        _preferences = JSInterop.SetupModule("./js/preferences.js");
        _preferences.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void The_bar_leads_to_every_page_and_counts_who_waits_and_who_plays()
    {
        var bar = Render<TopBar>(parameters =>
            parameters
                .Add(part => part.Fleet, APicture.Of(APicture.Waiting("s1", 60), APicture.Session("s2")))
                .Add(part => part.Operator, Mara)
        );

        var pages = bar.FindAll("nav a");
        Assert.Equal(["", "sessions", "stream-groups", "audit"], pages.Select(page => page.GetAttribute("href")));
        Assert.Equal(["1", "2"], pages.SelectMany(page => page.QuerySelectorAll("b")).Select(count => count.TextContent));
        Assert.Contains("Mara", bar.FindComponent<OperatorMark>().Markup, StringComparison.Ordinal);
        Assert.Equal(PollState.Live, bar.FindComponent<FreshnessMark>().Instance.Health.State);
    }

    [Fact]
    public void The_bar_marks_the_page_that_is_open()
    {
        Navigation.NavigateTo("/sessions?status=CONNECTED");

        var bar = Render<TopBar>(parameters => parameters.Add(part => part.Fleet, APicture.Of()));

        Assert.Equal("sessions", Assert.Single(bar.FindAll("nav a.active")).GetAttribute("href"));
    }

    [Theory]
    [InlineData("Dark theme", ThemeChoice.Dark, Density.Comfortable, Scale.Usual)]
    [InlineData("Light theme", ThemeChoice.Light, Density.Comfortable, Scale.Usual)]
    [InlineData("Compact rows", ThemeChoice.System, Density.Compact, Scale.Usual)]
    [InlineData("Large, 1.5", ThemeChoice.System, Density.Comfortable, Scale.Large)]
    [InlineData("Projector, 2.0", ThemeChoice.System, Density.Comfortable, Scale.Projector)]
    public void A_choice_in_the_menu_is_kept_and_shown_at_once(string choice, ThemeChoice theme, Density density, Scale scale)
    {
        var popovers = Render<MudPopoverProvider>();
        var menu = Render<LookMenu>();

        menu.Find("button[aria-label='Theme, density and size; About']").Click();
        popovers.WaitForElements(".mud-menu-item").First(item => item.TextContent.Trim() == choice).Click();

        var look = new Look(theme, density, scale);
        menu.WaitForAssertion(() => Assert.Equal(look, Services.GetRequiredService<BrowserPreferences>().Look), Patience);
        Assert.Equal([look.ThemeWord, look.DensityWord, look.ScaleWord], _preferences.Invocations["apply"][^1].Arguments);
        Assert.Single(JSInterop.Invocations["localStorage.setItem"]);
    }

    [Fact]
    public void The_menu_leads_to_About()
    {
        var popovers = Render<MudPopoverProvider>();
        Render<LookMenu>().Find("button").Click();

        Assert.Equal("About StreamOps", popovers.WaitForElement(".mud-menu-item[href='about']").TextContent.Trim());
    }

    [Theory]
    [InlineData(ActorRole.Lead, 1)]
    [InlineData(ActorRole.Operator, 0)]
    public void The_menu_leads_leads_to_their_access_tokens(ActorRole role, int links)
    {
        var popovers = Render<MudPopoverProvider>();
        var lea = new CurrentOperator("Lea", IsVerified: true)
        {
            Session = "s",
            Actor = new Actor("id-lea", "Lea", role, MayTakeOver: false),
        };
        var menu = Render<LookMenu>(part => part.Add(it => it.Operator, lea));
        Assert.Equal(links > 0, menu.Find("button").GetAttribute("aria-label")!.Contains("access tokens", StringComparison.Ordinal));
        menu.Find("button").Click();

        popovers.WaitForElement(".mud-menu-item[href='about']");
        Assert.Equal(links, popovers.FindAll(".mud-menu-item[href='tokens']").Count);
    }

    [Fact]
    public void A_page_gets_the_fleet_and_who_acts()
    {
        Publish(APicture.Fleet(APicture.Session()));
        FleetPicture? fleet = null;
        CurrentOperator? by = null;

        var layout = Layout(Page(page => (fleet, by) = (page.Fleet, page.Operator)));

        Assert.Equal(1, fleet!.Totals.Live);
        Assert.Equal("Mara", by!.Name);
        Assert.Equal("live", layout.Find(".shell").GetAttribute("data-freshness"));
        Assert.NotNull(layout.FindComponent<FleetView>());
        Assert.Equal("#content", layout.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void What_the_fleet_learns_reaches_the_open_page()
    {
        FleetPicture? fleet = null;
        var layout = Layout(Page(page => fleet = page.Fleet));

        Publish(APicture.Fleet(APicture.Waiting("s1", 60)));
        layout.WaitForAssertion(() => Assert.Single(fleet!.Waiting), Patience);
        Publish(LiveFleet.Current with { Health = new PollHealth { State = PollState.Stale } });

        layout.WaitForAssertion(() => Assert.Equal("stale", layout.Find(".shell").GetAttribute("data-freshness")), Patience);
    }

    [Fact]
    public void A_page_that_is_opened_later_gets_what_woke_nobody_before()
    {
        Publish(APicture.Fleet(APicture.Session()));
        var layout = Layout(Page(_ => { }));
        layout.WaitForAssertion(() => Assert.Equal(1, LiveFleet.Watchers), Patience);
        var unsure = APicture.Session() with { IsListed = false };
        Publish(LiveFleet.Current with { Sessions = LiveFleet.Current.Sessions.SetItem(unsure.Arn, unsure) });
        FleetPicture? fleet = null;

        layout.WaitForAssertion(
            () =>
            {
                layout.Render(parameters => parameters.Add(part => part.Body, Page(page => fleet = page.Fleet)));
                Assert.False(fleet!.Snapshot.Sessions[A.Arn()].IsListed);
            },
            Patience
        );
    }

    [Fact]
    public void Who_looks_at_everything_is_drawn_once_for_a_picture()
    {
        Publish(APicture.Fleet(APicture.Session()));
        using var look = Services.GetRequiredService<Attention>().To((_, _) => true);
        var drawn = 0;
        var layout = Layout(Page(_ => drawn++));
        layout.WaitForAssertion(() => Assert.Equal(1, LiveFleet.Watchers), Patience);
        var before = drawn;

        Publish(APicture.Fleet(APicture.Session("s2")));

        layout.WaitForAssertion(() => Assert.True(drawn > before), Patience);
        Assert.InRange(drawn - before, 1, 3);
    }

    [Fact]
    public void A_fault_of_a_page_leaves_the_bar_and_another_page_is_another_chance()
    {
        var layout = Layout(Page(_ => throw new InvalidOperationException("secret detail")));
        Assert.Contains("This part of the page has a fault.", layout.Find("main").TextContent, StringComparison.Ordinal);
        Assert.NotNull(layout.FindComponent<TopBar>());

        layout.Render(parameters => parameters.Add(part => part.Body, Page(_ => { })));

        Assert.Contains("the page", layout.Find("main").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", layout.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<MainLayout> Layout(RenderFragment body) =>
        Render<MainLayout>(parameters =>
            parameters
                .Add(part => part.Body, body)
                .AddCascadingValue(Task.FromResult(new AuthenticationState(CurrentOperator.Unverified("Mara", "test"))))
        );

    private static RenderFragment Page(Action<APage> onRender) =>
        builder =>
        {
            builder.OpenComponent<APage>(0);
            builder.AddComponentParameter(1, nameof(APage.OnRender), onRender);
            builder.CloseComponent();
        };

    private sealed class APage : ComponentBase
    {
        [CascadingParameter]
        public FleetPicture Fleet { get; set; } = FleetPicture.Empty;

        [CascadingParameter]
        public CurrentOperator? Operator { get; set; }

        [Parameter, EditorRequired]
        public required Action<APage> OnRender { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            OnRender(this);
            builder.AddContent(0, "the page");
        }
    }
}

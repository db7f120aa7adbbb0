using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Shell;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Shell;

/// <summary>What of the frame around every page is drawn again, and for what.</summary>
public sealed class ShellDrawingsTests : OperatedTest
{
    private static readonly LiveStreamSession[] Three = [APicture.Waiting("s1", 60), APicture.Waiting("s2", 70), APicture.Session("s3")];

    private readonly IRenderedComponent<MainLayout> _layout;

    public ShellDrawingsTests()
    {
        JSInterop.SetupModule("./js/preferences.js").Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Publish(APicture.Fleet(Three));
        _layout = Render<MainLayout>(parameters =>
            parameters
                .Add(part => part.Body, builder => builder.AddContent(0, "the page"))
                .AddCascadingValue(Task.FromResult(new AuthenticationState(CurrentOperator.Unverified("Mara", "test"))))
        );
        _layout.WaitForAssertion(() => Assert.Equal(1, LiveFleet.Watchers), Patience);
    }

    [Fact]
    public void A_row_that_changes_in_its_place_draws_nothing_of_the_frame()
    {
        var moved = Three[0] with { Session = Three[0].Session with { Status = StreamSessionStatus.Reconnecting } };

        Assert.Empty(DrawnBy(LiveFleet.Current with { Sessions = LiveFleet.Current.Sessions.SetItem(moved.Arn, moved) }));
    }

    [Fact]
    public void One_more_who_waits_draws_the_count_and_the_tabs_title()
    {
        var lost = APicture.Waiting("s4", 80);

        var drawn = DrawnBy(LiveFleet.Current with { Sessions = LiveFleet.Current.Sessions.SetItem(lost.Arn, lost) });

        Assert.Equal([nameof(TabTitle), nameof(TopBar)], drawn);
        Assert.Equal("3", _layout.Find("nav a b").TextContent);
    }

    [Fact]
    public void Another_interval_draws_the_freshness_and_no_menu()
    {
        var drawn = DrawnBy(LiveFleet.Current with { Health = LiveFleet.Current.Health with { UrgentInterval = TimeSpan.FromSeconds(3) } });

        Assert.Equal([nameof(Banners), nameof(FreshnessMark), nameof(TopBar)], drawn);
        Assert.Contains("every 3 s", _layout.FindComponent<FreshnessMark>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_that_fail_draw_the_banner_that_says_so()
    {
        var drawn = DrawnBy(LiveFleet.Current with { Health = new PollHealth { State = PollState.Stale } });

        Assert.Equal([nameof(Banners), nameof(FreshnessMark), nameof(StaleBanner), nameof(TopBar)], drawn);
    }

    [Fact]
    public void Whoever_is_another_from_now_on_is_another_in_the_bar()
    {
        var mark = Render<OperatorMark>(part => part.Add(it => it.Operator, Mara));

        mark.Render(part => part.Add(it => it.Operator, new CurrentOperator("Jon", IsVerified: false)));

        Assert.Contains("Jon", mark.Find(".operator-mark").TextContent, StringComparison.Ordinal);
    }

    /// <summary>The parts of the frame that a change draws again.</summary>
    private IReadOnlyList<string> DrawnBy(FleetSnapshot after)
    {
        var parts = Parts().ToList();
        var (before, view) = (parts.ConvertAll(part => part.RenderCount), _layout.FindComponent<FleetView>());
        var handedDown = view.RenderCount;
        Publish(after);
        _layout.WaitForAssertion(() => Assert.True(view.RenderCount > handedDown), Patience);
        return
        [
            .. parts
                .Zip(before)
                .Where(pair => pair.First.RenderCount != pair.Second)
                .Select(pair => pair.First.Instance.GetType().Name)
                .Order(StringComparer.Ordinal),
        ];
    }

    private IEnumerable<IRenderedComponent<IComponent>> Parts() =>
        [
            _layout.FindComponent<TopBar>(),
            _layout.FindComponent<FreshnessMark>(),
            _layout.FindComponent<LookMenu>(),
            _layout.FindComponent<OperatorMark>(),
            _layout.FindComponent<TabTitle>(),
            _layout.FindComponent<Banners>(),
            _layout.FindComponent<StaleBanner>(),
        ];
}

using AngleSharp.Dom;
using Bunit;
using StreamOps.Dashboard.Demo;
using StreamOps.Dashboard.Queue;
using StreamOps.Emulator.Faults;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Demo;

/// <summary>The parts of the stage, each a function of what it is given.</summary>
public sealed class StagePartsTests : OperatedTest
{
    [Fact]
    public void The_story_ticks_what_is_done_and_marks_what_comes()
    {
        var strip = Render<StoryStrip>(parts => parts.Add(part => part.Step, StoryStep.Dropped).Add(part => part.Next, "Press Rescue."));

        Assert.Equal(
            ["true", "true", "false", "false", "false", "false"],
            strip.FindAll("li").Select(step => step.GetAttribute("data-done"))
        );
        Assert.Equal("3", strip.Find("[aria-current=step]").GetAttribute("data-step"));
        Assert.Equal("Press Rescue.", strip.Find("[role=status]").TextContent);
        Assert.Empty(strip.FindAll("[data-skip-pause]"));
    }

    [Fact]
    public void A_pause_shows_when_it_ends_and_can_be_skipped_or_the_play_stopped()
    {
        var (skipped, toggled) = (0, 0);
        var strip = Render<StoryStrip>(parts =>
            parts
                .Add(part => part.Next, "The player plays.")
                .Add(part => part.IsAutoPlay, true)
                .Add(part => part.DueAt, APicture.Now)
                .Add(part => part.OnSkip, () => skipped++)
                .Add(part => part.OnToggle, () => toggled++)
        );

        strip.Find("[data-skip-pause]").Click();
        strip.Find("[data-auto-play][aria-pressed=true]").Click();

        Assert.Equal((1, 1), (skipped, toggled));
    }

    [Fact]
    public void A_fault_that_is_on_is_pressed_told_and_can_be_switched_off()
    {
        IReadOnlyList<FaultRule>? asked = null;
        var throttle = StageFault.All.Single(fault => fault.Name == "Throttle");
        var bar = Render<FaultBar>(parts =>
            parts.Add(part => part.Rules, [throttle.Rule]).Add(part => part.OnFaults, rules => asked = rules)
        );

        Assert.Equal("Throttle", Assert.Single(bar.FindAll("[data-fault][aria-pressed=true]")).TextContent);
        Assert.Contains(throttle.Effect, bar.Find("[role=status]").TextContent, StringComparison.Ordinal);
        bar.Find("[data-fault='503']").Click();
        Assert.Equal(2, asked!.Count);
        bar.Find("[data-fault='Throttle']").Click();
        Assert.Empty(asked);
    }

    [Fact]
    public void Nobody_is_dropped_who_does_not_play_and_nobody_rescued_who_does_not_wait()
    {
        var acts = new List<string>();
        var bar = Render<FaultBar>(parts =>
            parts
                .Add(part => part.Rules, [])
                .Add(part => part.OnDrop, () => acts.Add("drop"))
                .Add(part => part.OnTwoOperators, () => acts.Add("two"))
                .Add(part => part.OnRegionOut, () => acts.Add("region"))
        );

        foreach (var act in bar.FindAll("[data-act]").Select(button => button.GetAttribute("data-act")))
        {
            bar.Find($"[data-act={act}]").Click();
        }

        Assert.Equal(["region"], acts);
    }

    [Fact]
    public void The_operators_side_is_the_queues_own_row_with_ways_that_stay_on_the_stage()
    {
        var fleet = APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 30));

        var side = Render<StageOperator>(parts => parts.Add(part => part.Fleet, fleet).Add(part => part.Row, fleet.RowOf(A.Arn("s1"))));

        Assert.Equal("demo?rescue=s1", side.FindComponent<RescueQueueRow>().Find("[data-rescue]").GetAttribute("href"));
        Assert.Contains("1 more waits", side.Find("header a").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_windows_are_the_emulators_and_the_links_address_stands_in_no_attribute()
    {
        var frames = Render<StageFrames>(parts =>
            parts
                .Add(part => part.Emulator, new Uri("http://127.0.0.1:5190/"))
                .Add(part => part.HasHost, true)
                .Add(part => part.IsLinkOpen, true)
        );

        Assert.Equal("http://127.0.0.1:5190/_emulator/host", frames.Find("[data-frame=host]").GetAttribute("src"));
        Assert.StartsWith("http://127.0.0.1:5190/_emulator/client?", Source(frames.Find("[data-frame=client]")), StringComparison.Ordinal);
        Assert.False(frames.Find("[data-frame=link]").HasAttribute("src"));
    }

    [Fact]
    public void Without_a_host_no_game_is_begun() =>
        Assert.Empty(
            Render<StageFrames>(parts => parts.Add(part => part.Emulator, new Uri("http://127.0.0.1:5190/"))).FindAll("[data-frame=client]")
        );

    [Fact]
    public void The_tour_is_open_for_a_visitor_and_can_be_folded() =>
        Assert.True(Render<StageTour>().Find("details:has(> summary)").HasAttribute("open"));

    [Fact]
    public void A_scenario_is_run_with_its_seed()
    {
        DemoOptions? asked = null;
        var form = Render<ScenarioForm>(parts =>
            parts.Add(part => part.Start, new DemoOptions()).Add(part => part.OnRun, evening => asked = evening)
        );

        form.Find("select").Change("region-outage");
        form.Find("input").Change("7");
        form.Find("form").Submit();

        Assert.Equal(("region-outage", 7), (asked!.Scenario, asked.Seed));
    }

    private static string Source(IElement frame) => frame.GetAttribute("src")!;
}

using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A visitor opens the demo's stage, in the dashboard as it starts with nothing set.</summary>
[Collection<WithDemo>]
public sealed class DemoStageJourney(ChromiumBrowser browser, DemoServer server) : IClassFixture<DemoServer>, IAsyncDisposable
{
    private readonly List<GamePage> _pages = [];
    private string? _allowed;

    [Fact]
    public async Task Left_alone_the_story_goes_from_playing_to_the_picture_and_the_counter_goes_on()
    {
        var (page, stage) = await VisitAsync();
        await stage.OpenAsync();
        await stage.UntilStepAsync(1);
        await Expect(stage.AutoPlay).ToHaveAttributeAsync("aria-pressed", "true");
        var start = TimeProvider.System.GetTimestamp();
        var before = await stage.FrameAsync();

        await stage.UntilStepAsync(6);

        var took = TimeProvider.System.GetElapsedTime(start);
        TestContext.Current.TestOutputHelper!.WriteLine($"From playing to the picture: {took.TotalSeconds:0.0} s");
        Assert.InRange(took.TotalSeconds, 8, 40);
        Assert.True(await stage.FrameAsync() > before, "The counter began anew.");
        await AxeScan.OfAsync(page, "demo stage, picture", stage.Stage);
        await KeepPictureAsync(page);
    }

    // The one page of ours that frames others: they may be.
    [Fact]
    [Trait("Row", "A4")]
    public async Task By_hand_a_link_is_opened_as_the_player_and_brings_the_picture_back()
    {
        var (page, stage) = await VisitAsync();
        await stage.OpenByHandAsync();
        var before = await stage.FrameAsync();

        await stage.Button("Close the page").ClickAsync();
        await stage.UntilStepAsync(2);
        await stage.Stage.Locator("[data-rescue]").First.ClickAsync();
        await stage.UntilStepAsync(3);
        await AxeScan.OfAsync(page, "demo stage, page closed", stage.Stage);
        await stage.Stage.Locator("[data-send-link]").ClickAsync();
        await stage.UntilStepAsync(4);
        await stage.Button("Open the link as the player").ClickAsync();
        await stage.LinkWindow.GetByRole(AriaRole.Button, new() { Name = "Continue playing" }).ClickAsync(new() { Timeout = 30_000 });

        await stage.UntilStepAsync(6);
        Assert.Null(await stage.Stage.Locator("iframe[data-frame=link]").GetAttributeAsync("src"));
        Assert.True(long.Parse(await stage.HostCounter.InnerTextAsync(), null) > before, "The game began anew.");
    }

    [Fact]
    public async Task Whoever_is_a_viewer_from_now_on_may_look_alone_and_a_lead_may_all_without_a_load()
    {
        var (page, _) = await VisitAsync();
        await page.GotoAsync($"{server.Address}/sessions");
        await page.WaitForSelectorAsync(".shell[data-interactive='true']");
        _allowed = "status of 4";

        foreach (var (role, audits, status) in new[] { ("Viewer", 0, 403), ("Lead", 1, 422), ("Operator", 1, 422) })
        {
            var choice = page.Locator($"[data-identity={role}]");
            await choice.FocusAsync();
            await page.Keyboard.PressAsync("Enter");

            await Expect(choice).ToHaveAttributeAsync("aria-pressed", "true");
            await Expect(choice).ToBeFocusedAsync();
            await Expect(page.Locator("[data-identity][aria-pressed=true]")).ToHaveCountAsync(1);
            await Expect(page.Locator("nav [data-go=a]")).ToHaveCountAsync(audits);
            await Expect(page.Locator(".operator-mark")).ToContainTextAsync("unverified");
            const string Post =
                "() => fetch('rescue/links', { method: 'POST', headers: { 'X-StreamOps': '1', 'Content-Type': 'application/json' }, body: '{\"session\":\"nobody\"}' }).then((answer) => answer.status)";
            Assert.Equal(status, await page.EvaluateAsync<int>(Post));
        }
    }

    [Fact]
    public async Task A_link_whose_address_is_still_on_its_way_to_the_page_is_opened_once_it_is_there()
    {
        var (page, stage) = await VisitAsync();
        await page.RouteAsync(
            "**/rescue/links",
            async route =>
            {
                var made = await route.FetchAsync();
                // The queue tells of the link meanwhile, and the button stands.
                await Expect(stage.Button("Open the link as the player")).ToBeVisibleAsync();
                await stage.Button("Open the link as the player").ClickAsync();
                await route.FulfillAsync(new() { Response = made });
            }
        );
        await stage.OpenByHandAsync();
        await stage.FrameAsync();
        await stage.Button("Close the page").ClickAsync();
        await stage.UntilStepAsync(2);

        await stage.Stage.Locator("[data-rescue]").First.ClickAsync();
        await stage.Stage.Locator("[data-send-link]").ClickAsync();

        await Expect(stage.LinkWindow.GetByRole(AriaRole.Button, new() { Name = "Continue playing" }))
            .ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Whoever_leaves_the_stage_leaves_no_player_behind_in_the_queue()
    {
        var (page, stage) = await VisitAsync();
        await stage.OpenByHandAsync();
        await stage.FrameAsync();

        await page.GotoAsync(server.Address);

        await new Shell(page).ToBeLiveAsync(30);
        // Others may wait: the stage's journeys share their evening.
        await Expect(new QueuePage(page).Rows.Filter(new() { HasText = "u-demo" })).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await page.GotoAsync($"{server.Address}/sessions?q=u-demo");
        await Expect(page.GetByText("No session matches 1 filter.")).ToBeVisibleAsync(new() { Timeout = 90_000 });
    }

    [Fact]
    public async Task A_browser_that_dies_on_the_stage_leaves_no_player_behind_either()
    {
        var (page, stage) = await VisitAsync();
        await stage.OpenByHandAsync();
        await stage.FrameAsync();

        // Without a goodbye: its circuit is kept for minutes, in case it comes back.
        await page.Context.CloseAsync();

        var (other, _) = await VisitAsync();
        await other.GotoAsync($"{server.Address}/sessions?q=u-demo");
        await new Shell(other).ToBeLiveAsync(30);
        await Expect(other.GetByText("No session matches 1 filter.")).ToBeVisibleAsync(new() { Timeout = 90_000 });
    }

    [Fact]
    public async Task What_goes_wrong_is_switched_on_and_off_two_operators_are_told_and_an_evening_begins_anew()
    {
        var (page, stage) = await VisitAsync();
        await stage.OpenByHandAsync();

        await stage.Fault("503").ClickAsync();
        await Expect(stage.Fault("503")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(new Shell(page).StaleBanner).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await stage.Button("All off").ClickAsync();
        await Expect(stage.Fault("503")).ToHaveAttributeAsync("aria-pressed", "false");
        await new Shell(page).ToBeLiveAsync(30);

        await stage.Button("Drop client").ClickAsync();
        await stage.UntilStepAsync(2);
        await stage.Button("Two operators").ClickAsync();
        await Expect(stage.Told).ToContainTextAsync("made the one link.", new() { Timeout = 30_000 });
        await Expect(stage.Told).ToContainTextAsync("was told: a link of");

        await stage.Fault("Throttle").ClickAsync();
        // The evening before is gone, and its game with it: the page learns so by asking for it once more.
        _allowed = "status of 404";
        await stage.RunAsync("region-outage", 7);
        await Expect(page.GetByText("Scenario region outage, seed 7.")).ToBeVisibleAsync();
        await Expect(stage.Fault("Throttle")).ToHaveAttributeAsync("aria-pressed", "false");
        await stage.UntilStepAsync(1);
        await stage.FrameAsync();
        await stage.Button("Region out").ClickAsync();
        await Expect(stage.Told).ToContainTextAsync("players lost in", new() { Timeout = 30_000 });
        await Expect(page.GetByText("more wait in the queue")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task In_a_browser_without_a_way_for_video_it_says_what_is_missing()
    {
        var (page, stage) = await VisitAsync();
        await page.AddInitScriptAsync("RTCRtpSender.getCapabilities = () => ({ codecs: [], headerExtensions: [] });");

        await stage.OpenAsync();

        await Expect(stage.Missing).ToContainTextAsync("This browser cannot send H.264 video.", new() { Timeout = 30_000 });
        await stage.UntilStepAsync(0);
    }

    public async ValueTask DisposeAsync()
    {
        var complaints = _pages
            .SelectMany(page => page.Complaints)
            .Where(complaint => _allowed is null || !complaint.Contains(_allowed, StringComparison.Ordinal))
            .ToList();
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await KeepEvidenceAsync();
        }

        foreach (var page in _pages)
        {
            await page.DisposeAsync();
        }

        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints));
    }

    private async Task<(IPage Page, DemoPage Stage)> VisitAsync()
    {
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 1440, Height = 900 },
                // With the first two a machine without a route gathers candidates, too.
                Permissions = ["camera", "microphone", "clipboard-read", "clipboard-write"],
            }
        );
        await context.AddInitScriptAsync(OperatorBrowser.Patience);
        var opened = new GamePage(context, await context.NewPageAsync());
        _pages.Add(opened);
        return (opened.Page, new DemoPage(opened.Page, server.Address));
    }

    private static async Task KeepPictureAsync(IPage page)
    {
        if (Environment.GetEnvironmentVariable("STREAMOPS_WRITE_SCREENSHOTS") == "1")
        {
            var folder = Directory.CreateDirectory(Path.Combine(BuildOutput.Root, "docs", "images")).FullName;
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "demo.png") });
        }
    }

    private async Task KeepEvidenceAsync()
    {
        var folder = Path.Combine(BuildOutput.TestResults, GetType().Name, TestContext.Current.TestMethod!.MethodName);
        Directory.CreateDirectory(folder);
        await _pages[0].Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "page.png"), FullPage = true });
        await File.WriteAllLinesAsync(Path.Combine(folder, "page.log"), _pages[0].Complaints);
        await File.WriteAllTextAsync(Path.Combine(folder, "dashboard.log"), server.Output);
    }
}

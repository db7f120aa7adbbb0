using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Every screen, in both themes, without one finding of axe.</summary>
public sealed class AccessibilityJourney(Stage stage) : Journey<Stage>(stage)
{
    public static TheoryData<ColorScheme> Themes => [ColorScheme.Light, ColorScheme.Dark];

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Themes))]
    public async Task No_screen_has_an_accessibility_finding(ColorScheme theme)
    {
        var page = (await OpenAsync(() => Stage.OpenBrowserAsync(new() { ColorScheme = theme }))).Page;
        await new QueuePage(page).OpenAsync();
        await ScanAsync(page, "queue, empty", new QueuePage(page).NobodyWaits);

        var session = await Emulator.DropAnyAsync();
        await ScanAsync(page, "queue, with rows", new QueuePage(page).Row(session).Self);

        await new RescuePanel(page).OpenAsync(session);
        await new RescuePanel(page).PasteAsync("Hello, my game stopped.");
        await ScanAsync(page, "rescue panel", new RescuePanel(page).Verdict("This is not a signal request."));

        await new SessionsPage(page).OpenAsync();
        await ScanAsync(page, "sessions", new SessionsPage(page).Rows.First);

        await page.GotoAsync("/stream-groups");
        await new Shell(page).UntilInteractiveAsync();
        await ScanAsync(page, "stream groups", page.GetByRole(AriaRole.Heading, new() { Level = 1 }));

        await Emulator.FaultAsync(new Fault("ListStreamSessions", "error"));
        await new QueuePage(page).OpenAsync();
        await ScanAsync(page, "queue, stale", new Shell(page).StaleBanner);
        await page.GotoAsync("/stream-groups");
        await ScanAsync(page, "stream groups, stale", new Shell(page).StaleBanner);
        await Emulator.MendAsync();
        await new Shell(page).ToBeLiveAsync(30);

        var stranger = (await OpenAsync(() => Stage.OpenNewBrowserAsync(new() { ColorScheme = theme }))).Page;
        await new SessionDrawer(stranger).OpenAsync(session);
        await ScanAsync(stranger, "asked for a name", new NameForm(stranger).Name);

        await new SessionDrawer(page).OpenAsync(session);
        await ScanAsync(page, "drawer", new SessionDrawer(page).Self);
        await new SessionDrawer(page).Terminate.ClickAsync();
        await ScanAsync(page, "terminate", new TerminateDialog(page).Self);
        await new TerminateDialog(page).GiveReasonAsync();
        await new TerminateDialog(page).Confirm.ClickAsync();
    }

    private static async Task ScanAsync(IPage page, string screen, ILocator shown)
    {
        await Expect(shown).ToBeVisibleAsync();
        var result = await page.RunAxe(new() { ResultTypes = [ResultType.Violations] });
        var findings = result.Violations.SelectMany(rule =>
            rule.Nodes.Select(node => $"{screen}: {rule.Id} ({rule.Impact}): {rule.Help}: {node.Html}")
        );
        Assert.Empty(findings);
    }
}

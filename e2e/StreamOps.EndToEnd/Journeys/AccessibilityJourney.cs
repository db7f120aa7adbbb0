using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Every screen, in both themes, without one finding of axe.</summary>
[Collection<SharedStage>]
public sealed class AccessibilityJourney(Stage stage) : Journey<Stage>(stage)
{
    public static TheoryData<ColorScheme> Themes => [ColorScheme.Light, ColorScheme.Dark];

    protected override bool OpensBrowser => false;

    [Theory]
    [MemberData(nameof(Themes))]
    public async Task The_way_of_a_rescue_has_no_accessibility_finding(ColorScheme theme)
    {
        var page = await OpenInAsync(theme);
        var queue = new QueuePage(page);
        var panel = new RescuePanel(page);
        var session = await Emulator.DropAnyAsync();
        await queue.OpenAsync();
        await AxeScan.OfAsync(page, "queue", queue.Row(session).Self);

        await panel.OpenAsync(session);
        await panel.PasteAsync("Hello, my game stopped.");
        await AxeScan.OfAsync(page, "rescue panel", panel.Verdict("This is not a signal request."));

        await using var player = await Stage.OpenPlayerAsync();
        await panel.PasteAsync(await player.MakeOfferAsync());
        await panel.SendAsync();
        await AxeScan.OfAsync(page, "rescue panel, answered", panel.CopyAnswer);
        await panel.UntilRecoveredAsync();
        await AxeScan.OfAsync(page, "rescue panel, recovered", panel.Attempt);

        await queue.OpenAsync();
        await queue.EndedFold.ClickAsync();
        await AxeScan.OfAsync(page, "queue, what ended", queue.EndedRow(session));
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public async Task No_list_has_an_accessibility_finding(ColorScheme theme)
    {
        var page = await OpenInAsync(theme);
        await new SessionsPage(page).OpenAsync();
        await AxeScan.OfAsync(page, "sessions", new SessionsPage(page).Rows.First);

        foreach (var address in (string[])["/stream-groups", "/not-found", "/problem"])
        {
            await page.GotoAsync(address);
            await AxeScan.OfAsync(page, address, page.GetByRole(AriaRole.Heading, new() { Level = 1 }));
        }

        await new QueuePage(page).OpenAsync();
        await Emulator.FaultAsync(new Fault("ListStreamSessions", "error"));
        await AxeScan.OfAsync(page, "queue, stale", new Shell(page).StaleBanner);
        await page.GotoAsync("/stream-groups");
        await AxeScan.OfAsync(page, "stream groups, stale", new Shell(page).StaleBanner);
        await Emulator.MendAsync();
        await new Shell(page).ToBeLiveAsync(30);
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public async Task No_act_on_a_session_has_an_accessibility_finding(ColorScheme theme)
    {
        var session = await Emulator.DropAnyAsync();
        var stranger = (await OpenAsync(() => Stage.OpenNewBrowserAsync(new() { ColorScheme = theme }))).Page;
        await new SessionDrawer(stranger).OpenAsync(session);
        await AxeScan.OfAsync(stranger, "asked for a name", new NameForm(stranger).Name);

        var page = await OpenInAsync(theme);
        var drawer = new SessionDrawer(page);
        await drawer.OpenAsync(session);
        await AxeScan.OfAsync(page, "drawer", drawer.Self);

        await drawer.Export.ClickAsync();
        await AxeScan.OfAsync(page, "export", new ExportDialog(page).Place);
        await new ExportDialog(page).Cancel.ClickAsync();

        await drawer.Terminate.ClickAsync();
        await AxeScan.OfAsync(page, "terminate", new TerminateDialog(page).Keep);
    }

    private async Task<IPage> OpenInAsync(ColorScheme theme) =>
        (await OpenAsync(() => Stage.OpenBrowserAsync(new() { ColorScheme = theme }))).Page;
}

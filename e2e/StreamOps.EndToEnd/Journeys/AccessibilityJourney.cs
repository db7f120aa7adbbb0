using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Every screen, in both themes, without one finding of axe.</summary>
[Collection<SecondStage>]
public sealed class AccessibilityJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task The_way_of_a_rescue_has_no_accessibility_finding()
    {
        var queue = new QueuePage(Page);
        var panel = new RescuePanel(Page);
        var session = await Emulator.DropAnyAsync();
        await queue.OpenAsync();
        await AxeScan.OfAsync(Page, "queue", queue.Row(session).Self);

        await panel.OpenAsync(session);
        await panel.PasteAsync("Hello, my game stopped.");
        await AxeScan.OfAsync(Page, "rescue panel", panel.Verdict("This is not a signal request."));

        await using var player = await Stage.OpenPlayerAsync();
        await panel.PasteAsync(await player.MakeOfferAsync());
        await panel.SendAsync();
        await AxeScan.OfAsync(Page, "rescue panel, answered", panel.CopyAnswer);
        await panel.UntilRecoveredAsync();
        await AxeScan.OfAsync(Page, "rescue panel, recovered", panel.Attempt);

        await queue.OpenAsync();
        await queue.EndedFold.ClickAsync();
        await AxeScan.OfAsync(Page, "queue, what ended", queue.EndedRow(session));
    }

    [Fact]
    public async Task No_list_has_an_accessibility_finding()
    {
        await new SessionsPage(Page).OpenAsync();
        await AxeScan.OfAsync(Page, "sessions", new SessionsPage(Page).Rows.First);

        foreach (var address in (string[])["/stream-groups", "/audit", "/about", "/not-found", "/problem"])
        {
            await Page.GotoAsync(address);
            await AxeScan.OfAsync(Page, address, Page.GetByRole(AriaRole.Heading, new() { Level = 1 }));
        }

        await new QueuePage(Page).OpenAsync();
        await Emulator.FaultAsync(new Fault("ListStreamSessions", "error"));
        await AxeScan.OfAsync(Page, "queue, stale", new Shell(Page).StaleBanner);
        await Page.GotoAsync("/stream-groups");
        await AxeScan.OfAsync(Page, "stream groups, stale", new Shell(Page).StaleBanner);
        await Emulator.MendAsync();
        await new Shell(Page).ToBeLiveAsync(30);
    }

    [Fact]
    public async Task No_act_on_a_session_has_an_accessibility_finding()
    {
        var session = await Emulator.DropAnyAsync();
        var stranger = (await OpenAsync(() => Stage.OpenNewBrowserAsync())).Page;
        await new SessionDrawer(stranger).OpenAsync(session);
        await AxeScan.OfAsync(stranger, "asked for a name", new NameForm(stranger).Name);

        await stranger.GotoAsync("/audit");
        await AxeScan.OfAsync(stranger, "audit, of nobody yet", new NameForm(stranger).Name);

        var drawer = new SessionDrawer(Page);
        await drawer.OpenAsync(session);
        await AxeScan.OfAsync(Page, "drawer", drawer.Self);

        await drawer.Export.ClickAsync();
        await AxeScan.OfAsync(Page, "export", new ExportDialog(Page).Place);
        await new ExportDialog(Page).Cancel.ClickAsync();

        await drawer.Terminate.ClickAsync();
        await AxeScan.OfAsync(Page, "terminate", new TerminateDialog(Page).Keep);
    }
}

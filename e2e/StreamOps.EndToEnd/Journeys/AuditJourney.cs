using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Who did what, asked afterwards: found by keys, narrowed, given out.</summary>
[Collection<SharedStage>]
public sealed class AuditJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task A_look_behind_the_mask_is_found_in_the_audit_with_its_reason_and_given_out()
    {
        var session = await Emulator.DropAnyAsync();
        var drawer = new SessionDrawer(Page);
        await drawer.OpenAsync(session);

        await drawer.Self.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Or in your words").FillAsync("Ticket 1207");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(drawer.Self.GetByRole(AriaRole.Button, new() { Name = "Hide" })).ToBeFocusedAsync();

        await Page.Keyboard.PressAsync("g");
        await Page.Keyboard.PressAsync("a");
        await Expect(Page).ToHaveURLAsync("/audit");
        var entry = Page.Locator("tr[data-entry]").Filter(new() { HasText = "Ticket 1207" });
        await Expect(entry).ToContainTextAsync(Stage.OperatorName);
        await Expect(entry).ToContainTextAsync("from 127.0.0.1");
        await AxeScan.OfAsync(Page, "audit", entry);

        await entry.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(drawer.Self).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(entry).ToBeFocusedAsync();

        await Page.GetByLabel("Session, by id or ARN").FillAsync(session);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page).ToHaveURLAsync($"/audit?on={session}");
        await Expect(Page.Locator("tr[data-entry]")).ToHaveCountAsync(1);
        var download = await Page.RunAndWaitForDownloadAsync(() =>
            Page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync()
        );
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.Equal(2, lines.Length);
        Assert.Contains("Ticket 1207", lines[1], StringComparison.Ordinal);

        await Page.GotoAsync($"/audit?on={session}&act=terminate");
        await AxeScan.OfAsync(Page, "audit, none match", Page.GetByText("No entry matches 2 filters."));
    }

    [Fact]
    public async Task Letters_are_no_keys_where_somebody_switched_them_off()
    {
        await Page.GotoAsync("/audit");
        await new Shell(Page).UntilInteractiveAsync();
        var help = new KeysHelp(Page);
        await Page.Keyboard.PressAsync("?");
        await help.Self.GetByRole(AriaRole.Checkbox).UncheckAsync();
        await help.Close.ClickAsync();

        await Page.Keyboard.PressAsync("?");
        await Page.Keyboard.PressAsync("g");
        await Page.Keyboard.PressAsync("s");
        await Expect(help.Self).ToBeHiddenAsync();
        Assert.EndsWith("/audit", Page.Url, StringComparison.Ordinal);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Keys of this screen" }).ClickAsync();
        await help.Self.GetByRole(AriaRole.Checkbox).CheckAsync();
        await help.Close.ClickAsync();
        await Page.Keyboard.PressAsync("g");
        await Page.Keyboard.PressAsync("s");
        await Page.WaitForURLAsync("**/sessions");
    }
}

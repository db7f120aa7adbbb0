using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing.Catalogue;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Everybody who waits, every game and every reason has a name that attacks whoever reads it: what a browser makes of it is letters, and the lines stay where they are.</summary>
[Trait("Row", "A2")]
public sealed class HostileTextJourney(HostileStage stage) : Journey<HostileStage>(stage), IClassFixture<HostileStage>
{
    /// <summary>Somebody's own words for what they did: a formula, markup, a character that turns the line round, and letters that run the other way.</summary>
    private const string Reason = "=HYPERLINK(\"https://zqx.example\",\"x\") <img src=x onerror=zqx()>\u202E<script>zqx()</script> שחקן 12";

    private const string Sessions = "(rows) => [...document.querySelectorAll(rows)].map((row) => row.dataset.sessionId)";

    private const string AllTitles = "() => [...document.querySelectorAll('main [title]')].map((it) => it.title).join('\\n')";

    private HarmWatch _harm = null!;

    [Fact]
    public async Task Hostile_texts_are_letters_wherever_somebody_reads_them()
    {
        _harm = await HarmWatch.OnAsync(Operator, Stage.Dashboard.Address);

        var (turned, another) = await ReadListsAsync();
        await ReadDrawerAndEndAsync(turned[0]);
        await ReadPanelAsync(turned[1]);
        await ReadEndedAsync(another);
        await ReadAuditAsync();

        // What the console complained of fails the test as everywhere.
        Assert.True(_harm.Seen.Count == 0, string.Join('\n', _harm.Seen));
        // On one line each, and nothing that would drive a terminal.
        Assert.DoesNotContain(
            Stage.Dashboard.Output,
            letter => (char.IsControl(letter) && letter != '\n') || letter is '\u202E' or '\u2028'
        );
    }

    /// <summary>The queue with all the texts, and the other lists.</summary>
    /// <returns>Sessions whose players' names run the other way, and another hostile one.</returns>
    private async Task<(string[] Turned, string Another)> ReadListsAsync()
    {
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await Expect(queue.Rows).ToHaveCountAsync(50);
        var read = await Page.EvaluateAsync<string>(AllTitles);
        Assert.All(HostileTexts.All.Where(IsShownAsItIs), text => Assert.Contains(text, read, StringComparison.Ordinal));
        await _harm.LookAsync(Page, "queue");
        const string Turned = ":has([data-open][title^=\"שחקן\"])";
        var turned = await Page.EvaluateAsync<string[]>(Sessions, $"main tr{Turned}");
        var others = await Page.EvaluateAsync<string[]>(Sessions, $"main tr:not({Turned}):has([data-open][title*=\"zqx\"])");

        await new SessionsPage(Page).OpenAsync();
        await _harm.LookAsync(Page, "sessions");
        await Page.GotoAsync("/stream-groups");
        await new Shell(Page).UntilInteractiveAsync();
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("שחקן");
        await _harm.LookAsync(Page, "stream groups");
        return (turned, others[0]);
    }

    private async Task ReadDrawerAndEndAsync(string session)
    {
        var drawer = new SessionDrawer(Page);
        await drawer.OpenAsync(session);
        await Expect(drawer.Self).ToContainTextAsync("Description");
        await drawer.Self.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        var look = Page.GetByRole(AriaRole.Dialog);
        await look.GetByLabel("Or in your words").FillAsync(Reason);
        await _harm.LookAsync(Page, "a question");
        await look.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(drawer.Self.GetByRole(AriaRole.Button, new() { Name = "Hide" })).ToBeVisibleAsync();
        await _harm.LookAsync(Page, "drawer");

        var dialog = new TerminateDialog(Page);
        await drawer.Terminate.ClickAsync();
        await dialog.OwnWords.FillAsync(Reason);
        await _harm.LookAsync(Page, "terminate?");
        await dialog.Confirm.ClickAsync();
        await Expect(new QueuePage(Page).Row(session).Self).ToContainTextAsync("HYPERLINK");
        await _harm.LookAsync(Page, "drawer of one who was ended");
    }

    private async Task ReadPanelAsync(string session)
    {
        var panel = new RescuePanel(Page);
        await panel.OpenAsync(session);
        await Expect(panel.Self).ToContainTextAsync("שחקן");
        await panel.PasteAsync(Reason);
        await Expect(panel.Findings.First).ToBeVisibleAsync();
        await _harm.LookAsync(Page, "panel");
    }

    /// <summary>One who was ended from here, and one whom somebody else ended, for a reason that the service gives.</summary>
    private async Task ReadEndedAsync(string session)
    {
        using var backend = new GameBackend(Stage.Emulator.Address);
        await backend.TerminateAsync(await Emulator.ArnAsync(session));
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await Expect(queue.EndedFold).ToContainTextAsync("(2)", new() { Timeout = 30_000 });
        await queue.EndedFold.ClickAsync();
        await Expect(queue.EndedRow(session)).ToBeVisibleAsync();
        await _harm.LookAsync(Page, "ended");
    }

    private async Task ReadAuditAsync()
    {
        await Page.GotoAsync("/audit");
        await new Shell(Page).UntilInteractiveAsync();
        await Expect(Page.Locator("tr[data-entry]").Filter(new() { HasText = "HYPERLINK" }).First).ToBeVisibleAsync();
        await _harm.LookAsync(Page, "audit");
        var export = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        var table = await File.ReadAllTextAsync(await export.PathAsync(), Cancellation);
        Assert.Contains(",\"'=HYPERLINK(\"\"https://zqx.example\"\"", table, StringComparison.Ordinal);
    }

    /// <summary>What is hidden in the others is written out.</summary>
    private static bool IsShownAsItIs(string text) => text.All(letter => letter is >= ' ' and <= '~');
}

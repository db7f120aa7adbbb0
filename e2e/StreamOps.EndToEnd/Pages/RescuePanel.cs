namespace StreamOps.EndToEnd.Pages;

/// <summary>The panel beside the list in which one player is brought back.</summary>
internal sealed class RescuePanel(IPage page)
{
    public ILocator Self => page.GetByRole(AriaRole.Complementary, new() { Name = "Rescue" });

    public ILocator PasteBox => Self.Locator("[data-paste-box]");

    public ILocator RightPerson => Self.GetByRole(AriaRole.Checkbox);

    public ILocator Send => Self.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });

    public ILocator Repair => Self.GetByRole(AriaRole.Button, new() { Name = "Repair" });

    /// <summary>The newest attempt; its <c>data-state</c> is the attempt's own.</summary>
    public ILocator Attempt => Self.Locator("[data-attempt]");

    public ILocator CopyAnswer => Self.GetByRole(AriaRole.Button, new() { Name = "Copy answer" });

    /// <summary>A session's panel, by its address.</summary>
    public async Task OpenAsync(string sessionId)
    {
        await page.GotoAsync($"/?rescue={sessionId}");
        await new Shell(page).UntilInteractiveAsync();
        await PasteBox.WaitForAsync();
    }

    /// <summary>Puts a text into the box, as the clipboard would.</summary>
    public Task PasteAsync(string text) => PasteBox.FillAsync(text);

    /// <summary>All that the clinic says of the text in the box.</summary>
    public ILocator Findings => Self.Locator("#clinic .notice");

    /// <summary>What the clinic says, by its words.</summary>
    public ILocator Verdict(string words) => Self.GetByText(words);

    /// <summary>Says yes to the question for the right person, and sends once the text was looked at.</summary>
    public async Task SendAsync()
    {
        await RightPerson.CheckAsync();
        await Expect(Send).ToHaveAttributeAsync("aria-disabled", "false");
        await Send.ClickAsync();
    }

    /// <summary>Copies the answer and reads it from the clipboard.</summary>
    public async Task<string> TakeAnswerAsync()
    {
        await CopyAnswer.ClickAsync();
        await UntilCopiedAsync();
        return await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
    }

    public Task UntilCopiedAsync() => Expect(Self.GetByText("Copied.")).ToBeVisibleAsync();

    /// <summary>Waits until the session is connected again.</summary>
    public Task UntilRecoveredAsync() => Expect(Attempt).ToContainTextAsync("recovered in", new() { IgnoreCase = true, Timeout = 20_000 });
}

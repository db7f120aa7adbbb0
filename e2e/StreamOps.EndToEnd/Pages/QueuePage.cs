namespace StreamOps.EndToEnd.Pages;

/// <summary>Home: who waits, the nearest deadline first.</summary>
internal sealed class QueuePage(IPage page)
{
    public ILocator Rows => page.Locator("main tr[data-session-id]");

    public ILocator NobodyWaits => page.GetByText("Nobody is waiting.");

    public ILocator EndedFold => page.GetByText("Ended in the last hour");

    public async Task OpenAsync()
    {
        await page.GotoAsync("/");
        await new Shell(page).UntilInteractiveAsync();
    }

    public SessionRow Row(string sessionId) => new(page, sessionId);
}

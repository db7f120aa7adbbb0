namespace StreamOps.EndToEnd.Pages;

/// <summary>All sessions, with filters and search in the address.</summary>
internal sealed class SessionsPage(IPage page)
{
    public ILocator Rows => page.Locator("main [data-session-id]:visible");

    public ILocator Search => page.Locator("[data-search]");

    public async Task OpenAsync(string query = "")
    {
        await page.GotoAsync($"/sessions{query}");
        await new Shell(page).UntilInteractiveAsync();
        await Rows.First.WaitForAsync();
    }

    public SessionRow Row(string sessionId) => new(page, sessionId);

    public async Task<string> FirstSessionAsync() => (await Rows.First.GetAttributeAsync("data-session-id"))!;
}

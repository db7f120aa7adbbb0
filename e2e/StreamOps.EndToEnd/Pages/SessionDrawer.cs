namespace StreamOps.EndToEnd.Pages;

/// <summary>One session's facts, timeline, audit entries and acts.</summary>
internal sealed class SessionDrawer(IPage page)
{
    public ILocator Self => page.GetByRole(AriaRole.Complementary, new() { Name = "Session" });

    public ILocator Terminate => Self.GetByRole(AriaRole.Button, new() { Name = "Terminate" });

    public ILocator Export => Self.GetByRole(AriaRole.Button, new() { Name = "Export files" });

    /// <summary>A session's drawer, by its address.</summary>
    public async Task OpenAsync(string sessionId, string path = "/")
    {
        await page.GotoAsync($"{path}?session={sessionId}");
        await new Shell(page).UntilInteractiveAsync();
        await Self.GetByText("What was seen").WaitForAsync();
    }
}

namespace StreamOps.EndToEnd.Pages;

/// <summary>Home: who waits, the nearest deadline first.</summary>
internal sealed class QueuePage(IPage page)
{
    private const string MostUrgentHasTime = """
        () => {
          const clock = document.querySelector("main tr[data-session-id]:has([data-rescue][href]) countdown-clock");
          return clock !== null && Number(clock.getAttribute("earliest")) > Date.now() + 20_000;
        }
        """;

    public ILocator Rows => page.Locator("main [data-session-id]:visible");

    public ILocator NobodyWaits => page.GetByText("Nobody is waiting.");

    public ILocator EndedFold => page.GetByText("Ended in the last hour");

    public async Task OpenAsync()
    {
        await page.GotoAsync("/");
        await new Shell(page).UntilInteractiveAsync();
    }

    /// <summary>Waits until the first who can be reached has twenty seconds and more: on a stage that is shared others were lost before, and their ends come in the midst of a test.</summary>
    public Task UntilMostUrgentHasTimeAsync() => page.WaitForFunctionAsync(MostUrgentHasTime, null, new() { Timeout = 60_000 });

    /// <summary>Says how many changes wait while the rows are held still, and lets them in.</summary>
    public ILocator WaitingChanges => page.Locator("[data-apply-changes]");

    /// <summary>How a session's newest episode ended; in the fold, which must be open.</summary>
    public ILocator EndedRow(string sessionId) =>
        page.Locator("details")
            .Filter(new() { Has = EndedFold })
            .Locator("tr, li, [role=row]")
            .Filter(new() { Has = page.Locator($"a[href*='session={sessionId}']") })
            .First;

    public SessionRow Row(string sessionId) => new(page, sessionId);
}

using Microsoft.Playwright;
using StreamOps.Testing.Browsers;

namespace StreamOps.Benchmarks.Stages;

/// <summary>A Chromium with one page, as an operator's.</summary>
internal sealed class BenchBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BenchBrowser(IPlaywright playwright, IBrowser browser, IPage page) =>
        (_playwright, _browser, Page) = (playwright, browser, page);

    public IPage Page { get; }

    public static async Task<BenchBrowser> OpenAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = ChromiumProgram.Find(),
                Headless = true,
                Args = ChromiumProgram.Flags,
            }
        );
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 1440, Height = 900 },
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout(120_000);
        context.SetDefaultNavigationTimeout(120_000);
        return new BenchBrowser(playwright, browser, await context.NewPageAsync());
    }

    /// <summary>Opens a page of the dashboard, and waits until it is more than a picture.</summary>
    public async Task OpenLiveAsync(Uri address)
    {
        await Page.GotoAsync(address.AbsoluteUri);
        await Page.Locator("[data-interactive='true']").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Leaves it: nobody watches any more.</summary>
    public Task LeaveAsync() => Page.GotoAsync("about:blank");

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

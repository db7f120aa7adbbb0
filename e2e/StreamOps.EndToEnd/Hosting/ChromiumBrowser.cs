using StreamOps.Testing.Browsers;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>A browser for all journeys of a run.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private static readonly Lazy<Task<IPlaywright>> Driver = new(Playwright.CreateAsync);

    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        // Patience for a busy machine; what has to be quick says so where it is asserted.
        SetDefaultExpectTimeout(15_000);
        _browser = await (await Driver.Value).Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = ChromiumProgram.Find(),
                Headless = true,
                Args = ChromiumProgram.Flags,
            }
        );
    }

    /// <summary>A browser profile of its own: own cookies, own storage, own pages.</summary>
    public Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options) => _browser!.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }
}

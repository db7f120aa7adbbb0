using System.Globalization;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Journeys with real video: a game host and whoever plays on it, every page closed after the test.</summary>
public abstract class MediaJourneys(MediaStage stage) : IAsyncLifetime
{
    private readonly List<GamePage> _pages = [];

    protected MediaStage Stage => stage;

    protected EmulatorControl Emulator => stage.Emulator.Control;

    /// <summary>Patient, so that a busy machine loses nobody; journeys about losing players are not.</summary>
    protected virtual double ClientLostAfterSeconds => 10;

    public async ValueTask InitializeAsync()
    {
        // No session, host or switch of another test.
        await Emulator.MendAsync();
        await stage.ResetAsync();
        await stage.SetAsync(new { clientLostAfterSeconds = ClientLostAfterSeconds });
        await Eventually.BeTrueAsync("no host is left", TimeSpan.FromSeconds(10), async () => (await stage.GamesPerHostAsync()).Count == 0);
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await KeepEvidenceAsync();
        }

        foreach (var page in _pages)
        {
            await page.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected async Task<GamePage> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        var page = await stage.OpenAsync(path, options);
        _pages.Add(page);
        return page;
    }

    /// <summary>A page of another browser, for the evidence of a failure.</summary>
    protected GamePage Watch(GamePage page)
    {
        _pages.Add(page);
        return page;
    }

    protected async Task<HostPage> OpenHostAsync()
    {
        var host = new HostPage((await OpenAsync("/_emulator/host")).Page);
        await host.UntilAttachedAsync();
        return host;
    }

    protected async Task<ClientPage> OpenClientAsync(BrowserNewContextOptions? options = null) =>
        new(await OpenAsync("/_emulator/client", options));

    /// <summary>Waits until the service says this of a session.</summary>
    protected Task UntilAsync(string sessionId, string status, double seconds = 10) =>
        Eventually.BeTrueAsync(
            $"{sessionId} is {status}",
            TimeSpan.FromSeconds(seconds),
            async () => await stage.StatusAsync(sessionId) == status
        );

    private async Task KeepEvidenceAsync()
    {
        var folder = Path.Combine(BuildOutput.TestResults, GetType().Name, TestContext.Current.TestMethod!.MethodName);
        Directory.CreateDirectory(folder);
        for (var i = 0; i < _pages.Count; i++)
        {
            var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"page-{i + 1}"));
            try
            {
                await _pages[i].Page.ScreenshotAsync(new() { Path = name + ".png", Timeout = 5000 });
            }
            catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
            {
                // The test closed it.
            }

            await File.WriteAllLinesAsync(name + ".log", _pages[i].Complaints);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "emulator.log"), stage.Emulator.Output);
    }
}

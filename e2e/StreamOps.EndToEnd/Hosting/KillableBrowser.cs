using System.Diagnostics;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>A browser as a process of its own, so that a kill is a kill: no page in it says goodbye.</summary>
public sealed class KillableBrowser : IAsyncDisposable
{
    private readonly string _profile;
    private readonly IPlaywright _playwright;
    private readonly Process _process;

    private KillableBrowser(IPlaywright playwright, Process process, string profile) =>
        (_playwright, _process, _profile) = (playwright, process, profile);

    public static async Task<KillableBrowser> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("streamops-browser-").FullName;
        var start = new ProcessStartInfo(ChromiumBrowser.Find())
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (
            var flag in (string[])
                ["--headless", .. ChromiumBrowser.Flags, "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"]
        )
        {
            start.ArgumentList.Add(flag);
        }

        return new(await Playwright.CreateAsync(), Process.Start(start)!, profile);
    }

    /// <summary>A page of the game in this browser.</summary>
    public async Task<GamePage> OpenAsync(string url)
    {
        var browser = await _playwright.Chromium.ConnectOverCDPAsync(await DevToolsAsync());
        var context = browser.Contexts[0];
        await context.GrantPermissionsAsync(["camera", "microphone"]);
        var page = new GamePage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(url);
        return page;
    }

    /// <summary>A page in a tab that can be hidden.</summary>
    public async Task<UnwatchedTab> OpenUnwatchedAsync(string url) => await UnwatchedTab.OpenAsync(await DevToolsAsync(), url);

    private async Task<string> DevToolsAsync()
    {
        var file = Path.Combine(_profile, "DevToolsActivePort");
        await Eventually.BeTrueAsync(
            "the browser listens",
            TimeSpan.FromSeconds(20),
            () => Task.FromResult(File.Exists(file) && new FileInfo(file).Length > 0)
        );
        return $"http://127.0.0.1:{(await File.ReadAllLinesAsync(file))[0]}";
    }

    /// <summary>Ends it and all its processes at once (SIGKILL).</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _playwright.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A process of the tree is still at it: the folder is a temporary one.
        }
    }
}

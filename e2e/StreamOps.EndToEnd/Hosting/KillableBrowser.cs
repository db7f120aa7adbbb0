using System.Diagnostics;
using System.Globalization;
using StreamOps.Testing;
using StreamOps.Testing.Browsers;

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
        var start = new ProcessStartInfo(ChromiumProgram.FindWithWindows())
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (
            var flag in (string[])
                ["--headless", .. ChromiumProgram.Flags, "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"]
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

    /// <summary>Stops its network for a while, WebRTC included: nothing goes out and nothing comes in, and the pages run on.</summary>
    /// <param name="time">How long.</param>
    /// <param name="meanwhile">Looked at while it stands.</param>
    public async Task WithoutNetworkAsync(TimeSpan time, Func<Task> meanwhile)
    {
        var network = NetworkProcesses();
        Assert.NotEmpty(network);
        await SignalAsync("STOP", network);
        try
        {
            await Task.WhenAll(Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken), meanwhile());
        }
        finally
        {
            await SignalAsync("CONT", network);
        }
    }

    private List<string> NetworkProcesses()
    {
        var family = new HashSet<string>(StringComparer.Ordinal) { _process.Id.ToString(CultureInfo.InvariantCulture) };
        var network = new List<string>();
        // A child may have a lower number than its parent: as often as there are generations.
        for (var generation = 0; generation < 4; generation++)
        {
            foreach (var id in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).OfType<string>())
            {
                if (
                    Read($"/proc/{id}/stat") is { } stat
                    && family.Contains(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1])
                    && family.Add(id)
                )
                {
                    if (Read($"/proc/{id}/cmdline")?.Contains("network.mojom.NetworkService", StringComparison.Ordinal) == true)
                    {
                        network.Add(id);
                    }
                }
            }
        }

        return network;
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not a process, or one that has just ended.
            return null;
        }
    }

    private static async Task SignalAsync(string signal, IEnumerable<string> processes)
    {
        using var kill = Process.Start("kill", [$"-{signal}", .. processes]);
        await kill.WaitForExitAsync();
    }

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

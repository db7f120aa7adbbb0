namespace StreamOps.Testing.Browsers;

/// <summary>The browser on this machine: the one named in <c>STREAMOPS_BROWSER</c>, else one found on the PATH, and how it is started.</summary>
public static class ChromiumProgram
{
    private const string WithoutWindows = "chromium-headless-shell";
    private static readonly string[] WithWindows = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>How every browser of the tests is started.</summary>
    public static IReadOnlyList<string> Flags { get; } =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        // Offers need candidates on a machine that has only its loopback interface.
        "--allow-loopback-in-peer-connection",
        // Without a head, too, each new window gets two pages for suggestions under its address bar: they cost more than ours. This switch takes
        // the place of the driver's own, so what is needed of that one stands here again.
        "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,AvoidCorsURLLoaderRestartOnRedirect,GlobalMediaControls,HttpsUpgrades,"
            + "MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,Translate",
    ];

    /// <summary>One without windows first: its pages cost a third less.</summary>
    public static string Find() => Find([WithoutWindows, .. WithWindows]);

    /// <summary>The program of a browser that has windows: in one without them no tab is ever hidden.</summary>
    public static string FindWithWindows() => Find(WithWindows);

    private static string Find(string[] names)
    {
        if (Environment.GetEnvironmentVariable("STREAMOPS_BROWSER") is { Length: > 0 } named)
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("No browser: install Chromium or Google Chrome, or name one in STREAMOPS_BROWSER.");
    }
}

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Ten thousand players at once.</summary>
public sealed class CrowdedStage(ChromiumBrowser browser) : Stage(browser)
{
    protected override int Sessions => 10_000;
}

namespace StreamOps.EndToEnd.Hosting;

/// <summary>A fleet of a given size whose lost clients are waited for all through the measurement.</summary>
public sealed class MeasuredStage(ChromiumBrowser browser, int sessions) : Stage(browser)
{
    protected override int Sessions => sessions;

    protected override int ConnectionTimeoutSeconds => 1800;
}

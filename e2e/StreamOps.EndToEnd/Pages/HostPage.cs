using System.Globalization;

namespace StreamOps.EndToEnd.Pages;

/// <summary>The game host's page.</summary>
public sealed class HostPage(IPage page)
{
    public IPage Page => page;

    public ILocator Sentence => page.Locator("#sentence");

    /// <summary>The card of a session's game.</summary>
    public ILocator Card(string sessionId) => page.Locator($"[data-session='{sessionId}']");

    public Task UntilAttachedAsync() => page.Locator("html[data-attached=true]").WaitForAsync();

    /// <summary>The game's own frame counter.</summary>
    public async Task<long> FrameAsync(string sessionId) =>
        long.Parse(await Card(sessionId).Locator("[data-frame-counter]").InnerTextAsync(), CultureInfo.InvariantCulture);

    public Task TurnSoundOnAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Turn sound on" }).ClickAsync();
}

namespace StreamOps.EndToEnd.Pages;

/// <summary>The player's page, by link or by code.</summary>
/// <param name="page">A page of the player's browser.</param>
/// <param name="address">Where players are served.</param>
internal sealed class PlayerPage(IPage page, string address)
{
    /// <summary>The page itself; its attribute says which face it shows.</summary>
    public ILocator Main => page.Locator("main");

    /// <summary>The one sentence.</summary>
    public ILocator Sentence => page.GetByRole(AriaRole.Status);

    public ILocator Continue => page.GetByRole(AriaRole.Button, new() { Name = "Continue playing" });

    public ILocator TryAgain => page.GetByRole(AriaRole.Button, new() { Name = "Try again" });

    public ILocator Code => page.GetByLabel("Code", new() { Exact = true });

    public ILocator CodeError => page.GetByRole(AriaRole.Alert);

    public ILocator Clock => page.GetByRole(AriaRole.Timer);

    /// <summary>The game's picture.</summary>
    public CountedPicture Picture { get; } = new(page, "video#picture");

    /// <summary>The browser's page.</summary>
    public IPage Page => page;

    /// <summary>Opens a link, or the form for a code.</summary>
    public Task OpenAsync(string? link = null) => page.GotoAsync(link ?? $"{address}/rescue");

    /// <summary>Types a code read aloud.</summary>
    public async Task TypeCodeAsync(string code)
    {
        await Code.FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
    }

    public Task ToShowAsync(string face) => Expect(Main).ToHaveAttributeAsync("data-face", face, new() { Timeout = 30_000 });
}

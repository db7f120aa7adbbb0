using System.Globalization;

namespace StreamOps.EndToEnd.Pages;

/// <summary>The demo's stage.</summary>
internal sealed class DemoPage(IPage page, string address)
{
    private const int Patience = 60_000;

    public ILocator Stage => page.Locator(".demo-stage");

    public ILocator HostCounter => page.FrameLocator("iframe[data-frame=host]").Locator("[data-frame-counter]").First;

    public ILocator PlayerCounter => page.FrameLocator("iframe[data-frame=client]").Locator("[data-frame-counter]");

    /// <summary>The player's page of the link, in its window.</summary>
    public IFrameLocator LinkWindow => page.FrameLocator("iframe[data-frame=link]");

    public ILocator AutoPlay => Button("Plays by itself");

    /// <summary>What came of the last act.</summary>
    public ILocator Told => page.Locator("[data-told]");

    public ILocator Missing => page.Locator("[data-missing]");

    public ILocator Fault(string name) => page.Locator($"[data-fault='{name}']");

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task OpenAsync() => page.GotoAsync($"{address}/demo");

    /// <summary>Opens it and takes the play into one's own hands.</summary>
    public async Task OpenByHandAsync()
    {
        await OpenAsync();
        await Expect(page.Locator("iframe[data-frame=host]")).ToBeVisibleAsync(new() { Timeout = Patience });
        await AutoPlay.ClickAsync();
        await Expect(AutoPlay).ToHaveAttributeAsync("aria-pressed", "false");
        await UntilStepAsync(1);
    }

    public Task UntilStepAsync(int step, float milliseconds = Patience) =>
        Expect(Stage).ToHaveAttributeAsync("data-step", step.ToString(CultureInfo.InvariantCulture), new() { Timeout = milliseconds });

    /// <summary>Waits until the player's picture shows a number, which it loses at each drop.</summary>
    public async Task<long> FrameAsync()
    {
        while (true)
        {
            await Expect(PlayerCounter).Not.ToHaveTextAsync("–", new() { Timeout = Patience });
            if (long.TryParse(await PlayerCounter.InnerTextAsync(), CultureInfo.InvariantCulture, out var frame))
            {
                return frame;
            }
        }
    }

    public async Task RunAsync(string scenario, int seed)
    {
        await page.GetByLabel("Scenario").SelectOptionAsync(scenario);
        await page.GetByLabel("Seed").FillAsync(seed.ToString(CultureInfo.InvariantCulture));
        await Button("Run").ClickAsync();
    }
}

namespace StreamOps.EndToEnd.Pages;

/// <summary>What stands around every page: bar, banners, freshness.</summary>
internal sealed class Shell(IPage page)
{
    /// <summary>Its <c>data-state</c> is starting, live or stale.</summary>
    public ILocator Freshness => page.Locator(".freshness");

    public ILocator StaleBanner => page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Last seen" });

    public ILocator CircuitBanner => page.Locator("#components-reconnect-modal");

    public ILocator Operator => page.Locator(".operator-mark");

    /// <summary>Calls for lists each second, and how many are allowed.</summary>
    public ILocator Rate => page.GetByText("list calls a second");

    /// <summary>Waits for the rate of a feed that somebody watches; the first moments show less.</summary>
    public Task UntilWatchedRateAsync() => Expect(Rate).ToContainTextAsync("5 of 20", new() { Timeout = 30_000 });

    /// <summary>Waits until the page can be used: before that it is a picture.</summary>
    public Task UntilInteractiveAsync() =>
        page.Locator("[data-interactive='true']").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public Task ToBeLiveAsync(float seconds = 20) =>
        Expect(Freshness).ToHaveAttributeAsync("data-state", "live", new() { Timeout = seconds * 1000 });

    public Task ToBeStaleAsync(float seconds = 20) =>
        Expect(Freshness).ToHaveAttributeAsync("data-state", "stale", new() { Timeout = seconds * 1000 });
}

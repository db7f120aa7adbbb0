using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>What axe finds on a screen as it stands, in both themes.</summary>
internal static class AxeScan
{
    /// <summary>Waits until <paramref name="shown"/> is visible, then fails with every finding. The page must follow the system's theme, and is light afterwards.</summary>
    public static async Task OfAsync(IPage page, string screen, ILocator shown)
    {
        await Expect(shown).ToBeVisibleAsync();
        await TurnAsync(page, ColorScheme.Light);
        await ScanAsync(page, $"{screen}, light", new() { ResultTypes = [ResultType.Violations] });
        // Of all rules, those about colour alone can tell one theme from the other.
        await TurnAsync(page, ColorScheme.Dark);
        await ScanAsync(
            page,
            $"{screen}, dark",
            new() { ResultTypes = [ResultType.Violations], RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block") }
        );
        await TurnAsync(page, ColorScheme.Light);
    }

    private static async Task ScanAsync(IPage page, string screen, AxeRunOptions options)
    {
        var result = await page.RunAxe(options);
        var findings = result.Violations.SelectMany(rule =>
            rule.Nodes.Select(node => $"{screen}: {rule.Id} ({rule.Impact}): {rule.Help}: {node.Html}")
        );
        Assert.Empty(findings);
    }

    private static async Task TurnAsync(IPage page, ColorScheme theme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = theme });
        await page.EvaluateAsync(
            "() => Promise.allSettled(document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished))"
        );
    }
}

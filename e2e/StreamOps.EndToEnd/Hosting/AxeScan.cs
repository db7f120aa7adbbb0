using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>What axe finds on a screen as it stands, in both themes.</summary>
internal static class AxeScan
{
    /// <summary>Of all rules, those that can tell one theme from the other.</summary>
    private static readonly string[] AboutColour = ["color-contrast", "link-in-text-block"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string Run = """
        async (rules) => {
          const runOnly = rules.length > 0 ? { runOnly: { type: "rule", values: rules } } : {};
          const { violations } = await axe.run(document, { resultTypes: ["violations"], ...runOnly });
          return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}: ${node.html}`));
        }
        """;

    /// <summary>Waits until <paramref name="shown"/> is visible, then fails with every finding. The page must follow the system's theme, and is light afterwards.</summary>
    public static async Task OfAsync(IPage page, string screen, ILocator shown)
    {
        await Expect(shown).ToBeVisibleAsync();
        await TurnAsync(page, ColorScheme.Light);
        await ScanAsync(page, $"{screen}, light", []);
        await TurnAsync(page, ColorScheme.Dark);
        await ScanAsync(page, $"{screen}, dark", AboutColour);
        await TurnAsync(page, ColorScheme.Light);
    }

    private static async Task ScanAsync(IPage page, string screen, string[] rules)
    {
        var findings = page.Frames.Count > 1 ? await WithFramesAsync(page, rules) : await AloneAsync(page, rules);
        Assert.Empty(findings.Select(finding => $"{screen}: {finding}"));
    }

    // The library gathers what is in frames, and opens one more page for that at every scan.
    private static async Task<IEnumerable<string>> WithFramesAsync(IPage page, string[] rules)
    {
        var options = new AxeRunOptions { ResultTypes = [ResultType.Violations] };
        if (rules.Length > 0)
        {
            options.RunOnly = RunOnlyOptions.Rules(rules);
        }

        var result = await page.RunAxe(options);
        return result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id} ({rule.Impact}): {rule.Help}: {node.Html}"));
    }

    private static async Task<IEnumerable<string>> AloneAsync(IPage page, string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }

        return await page.EvaluateAsync<string[]>(Run, rules);
    }

    private static async Task TurnAsync(IPage page, ColorScheme theme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = theme });
        await page.EvaluateAsync(
            "() => Promise.allSettled(document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished))"
        );
    }
}

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>What axe finds on a screen as it stands.</summary>
internal static class AxeScan
{
    /// <summary>Waits until <paramref name="shown"/> is visible, then fails with every finding.</summary>
    public static async Task OfAsync(IPage page, string screen, ILocator shown)
    {
        await Expect(shown).ToBeVisibleAsync();
        var result = await page.RunAxe(new() { ResultTypes = [ResultType.Violations] });
        var findings = result.Violations.SelectMany(rule =>
            rule.Nodes.Select(node => $"{screen}: {rule.Id} ({rule.Impact}): {rule.Help}: {node.Html}")
        );
        Assert.Empty(findings);
    }
}

using Microsoft.Playwright;

namespace StreamOps.Benchmarks.Stages;

/// <summary>When the number of those who wait, in the bar of every page, reads as it is waited for.</summary>
/// <param name="page">A page of the dashboard.</param>
internal sealed class QueueCount(IPage page)
{
    private const string Watch = """
        count => {
          delete window.countedAt;
          const look = () => {
            if (document.querySelector("a[data-go='q'] b")?.textContent === String(count)) {
              window.countedAt ??= performance.timeOrigin + performance.now();
            }
          };
          new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
          look();
        }
        """;

    /// <summary>From now on.</summary>
    public Task WatchAsync(int count) => page.EvaluateAsync(Watch, count);

    /// <summary>Waits until it did.</summary>
    /// <returns>When: milliseconds since 1970.</returns>
    public async Task<double> ReachedAsync(TimeSpan limit)
    {
        await page.WaitForFunctionAsync(
            "() => window.countedAt !== undefined",
            arg: null,
            new() { Timeout = (float)limit.TotalMilliseconds }
        );
        return await page.EvaluateAsync<double>("() => window.countedAt");
    }
}

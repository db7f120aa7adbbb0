using Microsoft.Playwright;

namespace StreamOps.Benchmarks.Stages;

/// <summary>When each waiting row was painted in a page: after the frame in which it came. The clock is the machine's, as the servers read it.</summary>
/// <param name="page">Stands at the queue. A page that is loaded anew needs a new one of these.</param>
internal sealed class PaintedRows(IPage page)
{
    private const string Watch = """
        () => {
          window.paintedAt = {};
          const known = new Set();
          const look = () => {
            const came = [];
            for (const row of document.querySelectorAll('main [data-session-id][data-status="PENDING_CLIENT_RECONNECTION"]')) {
              const id = row.dataset.sessionId;
              if (!known.has(id)) { known.add(id); came.push(id); }
            }
            if (came.length === 0) return;
            requestAnimationFrame(() => {
              // What is posted in a frame's callback comes after that frame was drawn.
              const channel = new MessageChannel();
              channel.port1.onmessage = () => {
                const at = performance.timeOrigin + performance.now();
                for (const id of came) window.paintedAt[id] = at;
              };
              channel.port2.postMessage(0);
            });
          };
          new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-status"] });
          look();
        }
        """;

    /// <summary>From now on.</summary>
    public Task WatchAsync() => page.EvaluateAsync(Watch);

    /// <summary>Waits until all of these were painted.</summary>
    /// <param name="sessions">By id.</param>
    /// <param name="limit">How long.</param>
    /// <returns>When, in their order: milliseconds since 1970.</returns>
    public async Task<IReadOnlyList<double>> OfAsync(IReadOnlyList<string> sessions, TimeSpan limit)
    {
        await page.WaitForFunctionAsync(
            "ids => ids.every(id => id in window.paintedAt)",
            sessions,
            new() { Timeout = (float)limit.TotalMilliseconds }
        );
        return await page.EvaluateAsync<double[]>("ids => ids.map(id => window.paintedAt[id])", sessions);
    }

    /// <summary>Waits until so many were painted.</summary>
    /// <returns>When the last of them was: milliseconds since 1970.</returns>
    public async Task<double> FirstAsync(int count, TimeSpan limit)
    {
        await page.WaitForFunctionAsync(
            "count => Object.keys(window.paintedAt).length >= count",
            count,
            new() { Timeout = (float)limit.TotalMilliseconds }
        );
        return await page.EvaluateAsync<double>("count => Object.values(window.paintedAt).sort((a, b) => a - b)[count - 1]", count);
    }
}

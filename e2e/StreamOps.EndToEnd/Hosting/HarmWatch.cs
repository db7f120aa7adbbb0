using System.Collections.Concurrent;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>What a text does in a browser that is more than a text: runs, asks, is stopped by the page's policy, loads something from elsewhere, opens a window, makes an element, or upsets the lines around it.</summary>
internal sealed class HarmWatch
{
    private const string Tell = """
        window.zqx = () => tellHarm("a script ran");
        addEventListener(
          "securitypolicyviolation",
          (event) => tellHarm(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
          true,
        );
        """;

    /// <summary>Elements and attributes that no markup of ours has, and characters that are never shown as they are. Isolates are ours.</summary>
    private const string FindMade = """
        () => {
          const found = [];
          for (const element of document.querySelectorAll("*")) {
            for (const { name, value } of element.attributes) {
              if (name.startsWith("on") || name.includes("zqx") || (/^(href|src|action)$/.test(name) && /zqx\.example|^\s*(javascript|vbscript|data:text)/i.test(value))) {
                found.push(`${name} of <${element.localName}>: ${value}`);
              }
            }
          }
          for (const element of document.querySelectorAll("iframe, object, embed, marquee, video, audio, math, form[action*=zqx]")) {
            found.push(element.outerHTML);
          }
          const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/;
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            if (hidden.test(texts.currentNode.data) && !texts.currentNode.parentElement.closest("script, style")) {
              found.push(`hidden: ${JSON.stringify(texts.currentNode.data)}`);
            }
          }
          return found;
        }
        """;

    /// <summary>What does not fit the width; a row much higher than the lowest of its table; a text that is not apart from its sentence, or stands on the wrong side of its neighbour on the same line.</summary>
    private const string FindUpset = """
        () => {
          const found = [];
          const { scrollWidth, clientWidth } = document.documentElement;
          if (scrollWidth > clientWidth) {
            found.push(`needs ${scrollWidth} px of ${clientWidth}`);
          }
          for (const table of document.querySelectorAll("main table")) {
            const rows = [...table.querySelectorAll("tbody tr[data-session-id]:not([data-entry])")].filter((row) => row.checkVisibility());
            const heights = rows.map((row) => row.getBoundingClientRect().height);
            const highest = Math.max(...heights);
            if (rows.length > 1 && highest > 1.5 * Math.min(...heights)) {
              found.push(`${highest} px beside ${Math.min(...heights)}: ${rows[heights.indexOf(highest)].innerText}`);
            }
            for (const cell of table.querySelectorAll("tbody td")) {
              if (cell.scrollWidth > cell.clientWidth + 1 && getComputedStyle(cell).overflowX === "visible" && cell.checkVisibility()) {
                found.push(`runs into the next cell (${cell.scrollWidth} of ${cell.clientWidth} px): ${cell.className}: ${cell.innerText}`);
              }
            }
          }
          const linesOf = (node) => {
            const range = document.createRange();
            range.selectNodeContents(node);
            return [...range.getClientRects()].filter((rect) => rect.width > 0);
          };
          const isOneLine = (one, other) => Math.abs(one.top + one.height / 2 - other.top - other.height / 2) < Math.min(one.height, other.height) / 2;
          for (const text of document.querySelectorAll("bdi.outside")) {
            if (getComputedStyle(text).unicodeBidi !== "isolate") {
              found.push(`not apart: ${text.outerHTML}`);
            }
            const inner = linesOf(text);
            const before = text.previousSibling?.nodeType === Node.TEXT_NODE && text.previousSibling.data.trim() ? linesOf(text.previousSibling).at(-1) : undefined;
            const after = text.nextSibling?.nodeType === Node.TEXT_NODE && text.nextSibling.data.trim() ? linesOf(text.nextSibling)[0] : undefined;
            if (before && inner.some((line) => isOneLine(line, before) && line.left < before.right - 1)) {
              found.push(`stands before the words that lead to it: ${text.parentElement.innerText}`);
            }
            if (after && inner.some((line) => isOneLine(line, after) && line.right > after.left + 1)) {
              found.push(`stands behind the words that follow it: ${text.parentElement.innerText}`);
            }
          }
          return found;
        }
        """;

    private readonly ConcurrentQueue<string> _done = new();
    private readonly ConcurrentBag<Task> _dismissed = [];
    private readonly List<string> _seen = [];

    private HarmWatch() { }

    /// <summary>Watches from the next page on.</summary>
    /// <param name="browser">Whose pages.</param>
    /// <param name="address">Where all may come from, without a slash at the end.</param>
    public static async Task<HarmWatch> OnAsync(OperatorBrowser browser, string address)
    {
        var watch = new HarmWatch();
        var context = browser.Context;
        await context.ExposeFunctionAsync<string>("tellHarm", watch._done.Enqueue);
        await context.AddInitScriptAsync(Tell);
        context.Dialog += (_, dialog) =>
        {
            watch._done.Enqueue($"dialog: {dialog.Message}");
            watch._dismissed.Add(dialog.DismissAsync());
        };
        context.Page += (_, page) => watch._done.Enqueue($"window: {page.Url}");
        context.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith($"{address}/", StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
            )
            {
                watch._done.Enqueue($"request: {request.Url}");
            }
        };
        return watch;
    }

    /// <summary>All of it so far, with the screen on which it was seen.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    /// <summary>Looks at a page as it stands, at a desk and on a phone.</summary>
    public async Task LookAsync(IPage page, string screen)
    {
        foreach (var width in (int[])[390, 1440])
        {
            await page.SetViewportSizeAsync(width, 900);
            Note($"{screen}, {width} px", await page.EvaluateAsync<string[]>(FindUpset));
        }

        Note(screen, await page.EvaluateAsync<string[]>(FindMade));
        await Task.WhenAll(_dismissed);
        while (_done.TryDequeue(out var done))
        {
            Note(screen, [done]);
        }
    }

    private void Note(string screen, IEnumerable<string> found) => _seen.AddRange(found.Select(what => $"{screen}: {what}"));
}

using Microsoft.Playwright;

namespace StreamOps.Benchmarks.Stages;

/// <summary>Counts what a page's document is changed by. What clocks write into themselves is not counted: it comes from no server.</summary>
/// <param name="page">Any page.</param>
internal sealed class Mutations(IPage page)
{
    private const string Watch = """
        () => {
          window.mutations = 0;
          const own = "age-clock, countdown-clock, local-time, tab-title, .time-left, title, #announcements, #announcements-now";
          const isOurs = (record) => !(record.target.nodeType === Node.ELEMENT_NODE ? record.target : record.target.parentElement)?.closest(own);
          new MutationObserver((records) => { window.mutations += records.filter(isOurs).length; })
            .observe(document.documentElement, { childList: true, subtree: true, attributes: true, characterData: true });
        }
        """;

    /// <summary>From now on.</summary>
    public Task WatchAsync() => page.EvaluateAsync(Watch);

    /// <summary>How many came since this was last asked.</summary>
    public Task<int> TakeAsync() =>
        page.EvaluateAsync<int>("() => { const count = window.mutations; window.mutations = 0; return count; }");
}

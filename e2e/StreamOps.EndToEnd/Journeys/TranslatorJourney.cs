using System.Globalization;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A browser that translates pages: it puts its own elements in the place of each text, now and whenever one comes.</summary>
[Collection<SecondStage>]
public sealed class TranslatorJourney(Stage stage) : Journey<Stage>(stage)
{
    /// <summary>As the browsers do it: two font elements for each text, but not where a page asks to be left alone.</summary>
    private const string Translator = """
        () => {
          const untouched = "[translate='no'], .notranslate, font, script, style, noscript, textarea";
          const translate = (root) => {
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            const texts = [];
            while (walker.nextNode()) {
              texts.push(walker.currentNode);
            }
            for (const text of texts.filter((one) => one.data.trim() !== "" && !one.parentElement.closest(untouched))) {
              const outer = document.createElement("font");
              const inner = document.createElement("font");
              inner.textContent = text.data.toUpperCase();
              outer.append(inner);
              text.replaceWith(outer);
              window.translations = (window.translations ?? 0) + 1;
            }
          };
          translate(document.body);
          new MutationObserver((records) => {
            for (const record of records) {
              for (const node of record.type === "childList" ? record.addedNodes : [record.target]) {
                translate(node.nodeType === Node.TEXT_NODE && node.parentElement ? node.parentElement : node);
              }
            }
          }).observe(document.body, { childList: true, characterData: true, subtree: true });
        }
        """;

    [Fact]
    public async Task The_operators_pages_go_on_updating()
    {
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        var first = await Emulator.DropAnyAsync();
        await queue.Row(first).ToBeAsync("PENDING_CLIENT_RECONNECTION");
        var count = Page.GetByRole(AriaRole.Link, new() { Name = "Queue" }).Locator("b");
        var before = int.Parse(await count.InnerTextAsync(), CultureInfo.InvariantCulture);

        await Page.EvaluateAsync(Translator);
        var second = await Emulator.DropAnyAsync();

        await queue.Row(second).ToBeAsync("PENDING_CLIENT_RECONNECTION");
        await Expect(count).Not.ToHaveTextAsync(before.ToString(CultureInfo.InvariantCulture));
        await Expect(count).ToHaveTextAsync((await queue.Rows.CountAsync()).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0, await Page.Locator("font").CountAsync());
    }

    [Fact]
    public async Task The_players_page_is_translated_stays_so_and_goes_on()
    {
        var browser = await OpenAsync(() => Stage.OpenNewBrowserAsync(new() { Permissions = ["camera", "microphone"] }));
        var page = browser.Page;
        var player = new PlayerPage(page, Stage.Dashboard.PlayerAddress);
        await PlayerAnswers.StandAsync(page, "ready");
        await player.OpenAsync($"{Stage.Dashboard.PlayerAddress}/rescue#{new string('a', 43)}");
        await player.ToShowAsync("welcome");

        await page.EvaluateAsync(Translator);
        await Expect(player.Sentence.Locator("font").First).ToHaveTextAsync("YOUR GAME IS WAITING.");
        var clock = await player.Clock.InnerTextAsync();
        var translations = await page.EvaluateAsync<int>("window.translations");

        // Each word of the server shows the face anew; the words that stand are left to the translator.
        await page.EvaluateAsync(
            """
            async () => {
              const [{ show }, { texts }] = await Promise.all([import("/player/view.js"), import("/player/texts.en.js")]);
              show(texts, "welcome", { check: "ready", line: "reached", application: document.title, reason: "", note: "", second: 0 });
            }
            """
        );
        await Expect(player.Clock).Not.ToHaveTextAsync(clock);
        Assert.Equal(translations, await page.EvaluateAsync<int>("window.translations"));

        await page.Locator("[data-part='button']").ClickAsync();
        await player.ToShowAsync("connecting");
        await Expect(player.Sentence).ToHaveTextAsync("BRINGING YOUR GAME BACK…");
    }
}

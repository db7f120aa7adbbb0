namespace StreamOps.EndToEnd.Pages;

/// <summary>The part of the rescue panel in which a link is sent and followed.</summary>
internal sealed class SendLinkLane(IPage page)
{
    private const string Watch = """
        () => {
          window.ladders = [];
          const look = () => {
            const rungs = [...document.querySelectorAll("aside.panel .steps > [data-rung]")].map((step) => step.dataset.rung);
            if (rungs.length > 0 && rungs.join() !== ladders.at(-1)?.join()) {
              ladders.push(rungs);
            }
          };
          look();
          new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-rung"] });
        }
        """;

    public ILocator Self { get; } = page.GetByRole(AriaRole.Region, new() { Name = "Send a link" });

    public ILocator CopyLink => Self.Locator("[data-send-link]");

    public ILocator Code => Self.Locator("link-code");

    public ILocator Words => Self.Locator("link-words");

    public ILocator RescueOpenPage => Self.Locator("[data-rescue-open-page]");

    /// <summary>On top of the panel, above this part.</summary>
    public ILocator AllowSecond => page.Locator("aside.panel [data-allow-second]");

    public ILocator SendOffer => page.Locator("aside.panel [data-send-offer]");

    public ILocator Question => Self.Locator("link-question");

    public ILocator ShowQr => Self.Locator("[data-show-qr]");

    public ILocator Qr => Self.Locator("link-qr");

    public ILocator Revoke => Self.Locator("[data-revoke-link]");

    public ILocator NewLink => Self.Locator("[data-new-link]");

    public ILocator ReplaceLink => Self.Locator("[data-replace-link]");

    /// <summary>One of the six steps, by its name.</summary>
    public ILocator Step(string name) => Self.Locator(".steps > [data-rung]").Filter(new() { HasText = name });

    /// <summary>Presses <i>Copy link</i> and reads it from the clipboard.</summary>
    public async Task<string> CopyAsync()
    {
        await CopyLink.ClickAsync();
        return await ReadCopiedAsync();
    }

    /// <summary>What was copied, once the page says that it was.</summary>
    public async Task<string> ReadCopiedAsync()
    {
        await Expect(Words).ToHaveTextAsync("Copied. Send it to the player.");
        return await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
    }

    /// <summary>From now on remembers every ladder that the panel shows.</summary>
    public Task WatchLadderAsync() => page.EvaluateAsync(Watch);

    /// <summary>Waits for the last rung, then gives for each rung which of the ladders seen showed it full first.</summary>
    public async Task<IReadOnlyList<int>> FullSinceAsync()
    {
        await Expect(Step("picture")).ToHaveAttributeAsync("data-rung", "full", new() { Timeout = 20_000 });
        return await page.EvaluateAsync<int[]>(
            "() => ladders.at(-1).map((_, rung) => ladders.findIndex((ladder) => ladder[rung] === 'full'))"
        );
    }
}

using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A proxy that lets no WebSocket through: on a phone the page says so, and is live once the proxy does.</summary>
public sealed class NoUpgradeJourney(NoUpgradeStage stage) : Journey<NoUpgradeStage>(stage), IClassFixture<NoUpgradeStage>
{
    private const string Said = "WebSockets may be blocked. Try another network";

    /// <summary>What a page says, and whether its acts rest, before anybody can press or read anything.</summary>
    private const string NoteFirstMoment = """
        addEventListener("DOMContentLoaded", () => {
          const banner = document.getElementById("components-reconnect-modal");
          const acts = [...document.querySelectorAll("[data-rescue]")];
          window.firstMoment = [banner.hidden ? "" : banner.textContent, String(acts.length > 0 && acts.every((act) => act.ariaDisabled === "true"))];
        });
        """;

    private int _loads;

    protected override bool OpensBrowser => false;

    [Fact]
    public async Task A_page_behind_it_says_what_to_try_and_lets_nothing_be_pressed_and_is_live_by_itself_once_it_is_mended()
    {
        SkipWithoutNginx();
        var page = await OpenPhoneAsync();
        var banner = new Shell(page).CircuitBanner;
        var lost = new QueuePage(page).Row(await DropAsync());

        await page.GotoAsync(Stage.Queue);
        // Promised are 30 s from the moment at which its scripts run; the rest is patience for a busy machine.
        await Expect(banner).ToContainTextAsync(Said, new() { Timeout = 35_000 });
        await Expect(lost.Rescue).ToHaveAttributeAsync("aria-disabled", "true");
        var box = await banner.BoundingBoxAsync();
        Assert.InRange(box!.Height, 1, page.ViewportSize!.Height / 8f);

        await Eventually.BeTrueAsync("it loads itself anew", TimeSpan.FromSeconds(20), () => _loads == 2);
        var first = await page.EvaluateAsync<string[]>("() => window.firstMoment");
        Assert.Contains(Said, first[0], StringComparison.Ordinal);
        Assert.Equal("true", first[1]);
        await lost.Rescue.ClickAsync(new() { Force = true });
        await Expect(banner).ToContainTextAsync("Nothing was sent");
        Assert.Equal(Stage.Queue, page.Url);

        await Stage.MendProxyAsync();

        await ToBeLiveAsync(page);
        Assert.Equal(3, _loads);
        await lost.Rescue.ClickAsync();
        await new NameForm(page).GiveAsync(Hosting.Stage.OperatorName);
        await Expect(new RescuePanel(page).Self).ToBeVisibleAsync();
    }

    /// <summary>Somebody is lost, and a page that is asked for now shows it: one that is no more than a picture will show nothing else.</summary>
    private async Task<string> DropAsync()
    {
        var session = await Emulator.DropAnyAsync();
        using var http = new HttpClient();
        await Eventually.BeTrueAsync(
            "the queue shows who is lost",
            TimeSpan.FromSeconds(20),
            async () => (await http.GetStringAsync(new Uri(Stage.Queue))).Contains($"\"{session}\"", StringComparison.Ordinal)
        );
        return session;
    }

    /// <summary>No picture any more: what happens is on the page without a load.</summary>
    private async Task ToBeLiveAsync(IPage page)
    {
        await Expect(page.Locator("[data-interactive='true']").First).ToBeAttachedAsync(new() { Timeout = 60_000 });
        await Expect(new Shell(page).CircuitBanner).ToBeHiddenAsync();
        await new Shell(page).ToBeLiveAsync();
        await new QueuePage(page).Row(await Emulator.DropAnyAsync()).ToBeAsync("PENDING_CLIENT_RECONNECTION");
    }

    private async Task<IPage> OpenPhoneAsync()
    {
        var browser = await OpenAsync(Stage.OpenPhoneAsync);
        browser.MayComplain = true;
        await browser.Page.AddInitScriptAsync(NoteFirstMoment);
        browser.Page.DOMContentLoaded += (_, _) => _loads++;
        return browser.Page;
    }

    private static void SkipWithoutNginx()
    {
        var isInsisted = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        Assert.SkipWhen(NginxProcess.Program is null && !isInsisted, NginxProcess.WhyNone);
        Assert.True(NginxProcess.Program is not null, $"{NginxProcess.WhyNone} CI insists on it.");
    }
}

using System.Globalization;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A player of the demo's queue is rescued by link without the game's machine, and by hand.</summary>
[Collection<WithDemo>]
public sealed class DemoLinkJourney(ChromiumBrowser browser, EveningServer server) : DemoJourneys(browser, server)
{
    /// <summary>The half minute of patience with a connection that nobody sees, in three seconds; every other wait is as long as it is.</summary>
    private const string HalfAMinuteInThreeSeconds = """
        const wait = window.setTimeout;
        window.setTimeout = (act, time, ...given) => wait(act, time === 30_000 ? 3_000 : time, ...given);
        """;

    [Fact]
    public async Task Without_the_game_s_machine_nobody_is_said_to_be_back_and_both_sides_have_an_act()
    {
        await new QueuePage(Page).OpenAsync();
        var session = await WaitingAsync();
        var player = await OpenLinkAsync(
            session,
            async page =>
            {
                await page.AddInitScriptAsync(HalfAMinuteInThreeSeconds);
                await page.RouteAsync("**/_emulator/host?guest", route => route.AbortAsync());
            }
        );

        await player.Continue.ClickAsync();

        await player.ToShowAsync("host");
        await Expect(player.Page.GetByText("It is at http://127.0.0.1:")).ToBeVisibleAsync();
        await Expect(player.Clock).ToBeHiddenAsync();
        await Expect(new QueuePage(Page).Row(session).Self).ToContainTextAsync("connected, no picture");
        await Expect(Page.Locator("section[data-no-picture]")).ToContainTextAsync("terminate the session below");
        await Expect(Page.GetByRole(AriaRole.Complementary, new() { Name = "Rescue" }).Locator(".tone-good")).ToHaveCountAsync(0);
        await player.TryAgain.ClickAsync();
        await player.ToShowAsync("waiting");
        await Expect(player.Main).ToHaveAttributeAsync("data-face", "stuck", new() { Timeout = 45_000 });
        await player.Page.GetByRole(AriaRole.Button, new() { Name = "Ask support" }).ClickAsync();
        await player.ToShowAsync("held");
        await Expect(Page.Locator("[data-wants-back]")).ToContainTextAsync("Its player asked to come back");
        // The connection that nobody sees has ended: nobody has to press anything at the player's.
        await DropAsync(player.Page, session);
        await player.ToShowAsync("asked");
        await Page.Locator("[data-rescue-open-page][aria-disabled=false]").ClickAsync(new() { Timeout = 30_000 });
        await player.ToShowAsync("connecting");
    }

    [Fact]
    public async Task By_hand_an_offer_is_pasted_the_answer_is_given_back_and_the_picture_goes_on()
    {
        await new QueuePage(Page).OpenAsync();
        await new Shell(Page).ToBeLiveAsync(30);
        var session = await WaitingAsync();
        var context = await NewPlayerAsync("clipboard-read", "clipboard-write");
        var player = await context.NewPageAsync();
        await player.GotoAsync($"{Server.Address}/demo/player");
        await player.GetByRole(AriaRole.Button, new() { Name = "Copy a new offer" }).ClickAsync();
        await Expect(player.GetByRole(AriaRole.Textbox, new() { Name = "Answer" })).ToBeEnabledAsync(new() { Timeout = 30_000 });

        await new QueuePage(Page).Row(session).Self.FocusAsync();
        await Page.Keyboard.PressAsync("o");
        var panel = new RescuePanel(Page);
        await panel.PasteAsync(await player.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await panel.SendAsync();
        await player.GetByRole(AriaRole.Textbox, new() { Name = "Answer" }).FillAsync(await panel.TakeAnswerAsync());

        var counter = player.Locator("[data-frame-counter]");
        await Expect(counter).Not.ToHaveTextAsync("–", new() { Timeout = 30_000 });
        var first = await counter.InnerTextAsync();
        await Expect(counter).Not.ToHaveTextAsync(first);
        // The game ran before anybody drew it: a scripted player plays for minutes at least.
        Assert.InRange(long.Parse(first, CultureInfo.InvariantCulture), 30 * 60, long.MaxValue);
        await panel.UntilRecoveredAsync();
    }

    /// <summary>The service notices at last that a client is gone.</summary>
    private static async Task DropAsync(IPage page, string session)
    {
        using var http = new HttpClient();
        var host = new Uri((await page.Locator("iframe.demo-host").GetAttributeAsync("src"))!);
        using var dropped = await http.PostAsync(
            new Uri(host, $"/_emulator/streamsessions/{session}/drop"),
            content: null,
            TestContext.Current.CancellationToken
        );
        dropped.EnsureSuccessStatusCode();
    }
}

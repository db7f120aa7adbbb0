using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A player with a link or a code in hand: every face has one sentence, one button, and nothing that shuts somebody out.</summary>
[Collection<SecondStage>]
public sealed class PlayerPageJourney(Stage stage) : Journey<Stage>(stage)
{
    private const int Phone = 390;
    private const int Height = 844;

    private static readonly string Link = new('a', 43);

    // As the page itself does with the first frame of a game.
    private const string ShowPicture = """
        async () => {
          const [{ show }, { texts }] = await Promise.all([import("/player/view.js"), import("/player/texts.en.js")]);
          show(texts, "playing", { attempt: "playing", phase: "playing", application: "Skyrail", reason: "", note: "", second: 0, line: "reached", check: "ready", demoHost: null });
          document.querySelector("video").focus();
        }
        """;

    protected override bool OpensBrowser => false;

    [Fact]
    public async Task A_wrong_link_and_a_wrong_code_are_told_in_a_sentence_each()
    {
        var (page, player) = await OpenPlayerAsync();

        await player.OpenAsync($"{Stage.Dashboard.PlayerAddress}/rescue#{Link}");
        await player.ToShowAsync("unknown");
        await Expect(player.Sentence).ToHaveTextAsync("This link does not work. Please ask support for a new one.");

        await page.GetByRole(AriaRole.Button, new() { Name = "I have a code" }).ClickAsync();
        await Expect(player.Code).ToBeFocusedAsync();
        await player.TypeCodeAsync("k7q");
        await Expect(player.CodeError).ToHaveTextAsync("Please type all six characters.");
        await player.TypeCodeAsync("k7q-4md");
        await Expect(player.CodeError).ToHaveTextAsync("This code does not work. Please ask support for a new one.");
    }

    [Fact]
    public async Task No_face_has_an_accessibility_finding_or_scrolls_sideways()
    {
        // One browser for all faces; each has a page of its own, with the answers that lead to it.
        var browser = await OpenBrowserAsync();
        (int, string, string)[] refusals =
        [
            (410, "tooLate", "late"),
            (410, "over", "over"),
            (410, "closed", "closed"),
            (409, "alreadyUsed", "used"),
            (404, "unknown", "unknown"),
            (403, "readOnly", "off"),
            (429, "crowded", "crowded"),
        ];
        foreach (var (status, phase, face) in refusals)
        {
            await LookAsync(browser, face, (page, _) => PlayerAnswers.RefuseAsync(page, status, phase));
        }

        await LookAsync(browser, "busy", (page, _) => PlayerAnswers.StandAsync(page, "busy"));
        await LookAsync(browser, "welcome", (page, _) => PlayerAnswers.StandAsync(page, "ready"));
        // Lost again: pressed before a reload, it is not asked for a second time.
        await LookAsync(browser, "lost", (page, _) => PlayerAnswers.StandAsync(page, "standingBy"));
        await LookAsync(browser, "asked", (page, _) => PlayerAnswers.StandAsync(page, "standingBy", wantsBack: true));
        await LookAsync(browser, "browser", BlindAsync);
        await LookAsync(
            browser,
            "connecting",
            (page, _) => PlayerAnswers.StandAsync(page, "ready"),
            player => player.Continue.ClickAsync()
        );
        await LookAsync(
            browser,
            "failed",
            (page, _) => PlayerAnswers.StandAsync(page, "ready", "notTaken"),
            player => player.Continue.ClickAsync()
        );
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_tried_again_until_it_answers()
    {
        var (page, player) = await OpenPlayerAsync();
        await page.RouteAsync("**/rescue/open", route => route.AbortAsync());
        await player.OpenAsync($"{Stage.Dashboard.PlayerAddress}/rescue#{Link}");
        await player.ToShowAsync("unreachable");

        await page.UnrouteAllAsync();

        await player.ToShowAsync("unknown");
    }

    [Fact]
    public async Task On_a_phone_in_landscape_the_tools_over_the_picture_fade_and_come_back()
    {
        var browser = await OpenAsync(() =>
            Stage.OpenNewBrowserAsync(
                new()
                {
                    ViewportSize = new() { Width = Height, Height = Phone },
                    HasTouch = true,
                    IsMobile = true,
                }
            )
        );
        var (page, player) = (browser.Page, new PlayerPage(browser.Page, Stage.Dashboard.PlayerAddress));
        await browser.Context.GrantPermissionsAsync(["camera", "microphone"]);
        await PlayerAnswers.StandAsync(page, "ready");
        await player.OpenAsync($"{Stage.Dashboard.PlayerAddress}/rescue#{Link}");
        await Expect(player.Continue).ToBeVisibleAsync();
        await page.EvaluateAsync(ShowPicture);
        var (picture, sound) = (page.Locator(".picture"), page.GetByRole(AriaRole.Button, new() { Name = "Sound o" }));

        await page.GetByRole(AriaRole.Button, new() { Name = "Full screen" }).TapAsync();
        await page.WaitForFunctionAsync("() => document.fullscreenElement !== null");
        await Expect(sound).ToBeHiddenAsync();
        Assert.Equal("0s", await page.Locator(".tools").EvaluateAsync<string>("tools => getComputedStyle(tools).transitionDuration"));

        // Wherever it is touched; and beside them a touch is the game's.
        await page.Touchscreen.TapAsync(Height / 2, 60);
        await Expect(sound).ToBeVisibleAsync();
        Assert.Equal("picture", await page.EvaluateAsync<string>("() => document.elementFromPoint(20, innerHeight - 20).id"));
        await Expect(sound).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(sound).ToBeFocusedAsync();
        await page.WaitForTimeoutAsync(4_000);
        await AxeScan.OfAsync(page, "player, full screen", sound);
        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(sound).ToBeHiddenAsync();
    }

    private static async Task BlindAsync(IPage page, PlayerPage player)
    {
        await page.AddInitScriptAsync("delete window.RTCPeerConnection");
        await PlayerAnswers.StandAsync(page, "ready");
    }

    private async Task LookAsync(
        OperatorBrowser browser,
        string face,
        Func<IPage, PlayerPage, Task> prepare,
        Func<PlayerPage, Task>? act = null
    )
    {
        var page = await browser.OpenTabAsync();
        var player = new PlayerPage(page, Stage.Dashboard.PlayerAddress);
        await prepare(page, player);
        await player.OpenAsync($"{Stage.Dashboard.PlayerAddress}/rescue#{Link}");
        if (act is not null)
        {
            await act(player);
        }

        await player.ToShowAsync(face);
        await AxeScan.OfAsync(page, $"player, {face}", player.Sentence);
        foreach (var width in (int[])[320, Phone, 1440])
        {
            await page.SetViewportSizeAsync(width, Height);
            var needed = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            Assert.True(needed <= width, $"The face {face} needs {needed} px of {width}.");
        }

        await page.CloseAsync();
    }

    private async Task<(IPage Page, PlayerPage Player)> OpenPlayerAsync()
    {
        var browser = await OpenBrowserAsync();
        return (browser.Page, new PlayerPage(browser.Page, Stage.Dashboard.PlayerAddress));
    }

    private async Task<OperatorBrowser> OpenBrowserAsync()
    {
        var browser = await OpenAsync(() =>
            Stage.OpenNewBrowserAsync(
                new()
                {
                    ViewportSize = new() { Width = Phone, Height = Height },
                }
            )
        );
        // A browser notes each refusal of a server as an error of the page.
        browser.MayComplainOf("Failed to load resource");
        await browser.Context.GrantPermissionsAsync(["camera", "microphone"]);
        return browser;
    }
}

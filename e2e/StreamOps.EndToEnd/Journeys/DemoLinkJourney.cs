using System.Globalization;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The README's path in the demo as it starts: a player of the queue is rescued by link, with nothing open but the queue.</summary>
[Collection<WithDemo>]
public sealed class DemoLinkJourney(ChromiumBrowser browser, EveningServer server) : IClassFixture<EveningServer>, IAsyncLifetime
{
    /// <summary>The half minute of patience with a connection that nobody sees, in three seconds; every other wait is as long as it is.</summary>
    private const string HalfAMinuteInThreeSeconds = """
        const wait = window.setTimeout;
        window.setTimeout = (act, time, ...given) => wait(act, time === 30_000 ? 3_000 : time, ...given);
        """;

    private readonly List<IBrowserContext> _players = [];
    private OperatorBrowser _operator = null!;

    private IPage Page => _operator.Page;

    public async ValueTask InitializeAsync()
    {
        _operator = await OperatorBrowser.OpenAsync(browser, server.Address, options: null);
        await _operator.Context.AddInitScriptAsync(OperatorBrowser.Patience);
        await _operator.GiveNameAsync(Stage.OperatorName);
    }

    [Fact]
    public async Task A_player_of_the_queue_gets_a_picture_that_goes_on_and_gets_it_again_after_the_next_loss()
    {
        await new QueuePage(Page).OpenAsync();
        await new Shell(Page).ToBeLiveAsync(30);
        await Expect(new Shell(Page).Freshness).Not.ToContainTextAsync("degraded");
        // The clock that has most left: the machine may be slow.
        var session = await WaitingAsync();

        var (player, frame) = await RescueAsync(session);

        // The game ran before anybody drew it: a scripted player plays for minutes at least.
        Assert.InRange(frame, 30 * 60, long.MaxValue);
        await Expect(new QueuePage(Page).Row(session).Self).ToContainTextAsync("recovered");
        await player.Page.CloseAsync();
        await new QueuePage(Page).OpenAsync();
        await new QueuePage(Page).Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION", 30);
        var (_, next) = await RescueAsync(session);
        Assert.InRange(next, frame + 1, frame + (30 * 120));
        Assert.Empty(_operator.Complaints);
    }

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
        var context = await browser.NewContextAsync(new() { Permissions = ["camera", "microphone", "clipboard-read", "clipboard-write"] });
        _players.Add(context);
        var player = await context.NewPageAsync();
        await player.GotoAsync($"{server.Address}/demo/player");
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

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            var folder = Path.Combine(BuildOutput.TestResults, GetType().Name, TestContext.Current.TestMethod!.MethodName);
            Directory.CreateDirectory(folder);
            await _operator.KeepEvidenceAsync(folder, "operator");
            foreach (var (page, number) in _players.SelectMany(player => player.Pages).Select((page, number) => (page, number)))
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"player-{number}.png") });
            }

            await File.WriteAllTextAsync(Path.Combine(folder, "dashboard.log"), server.Output);
        }

        foreach (var player in _players)
        {
            await player.DisposeAsync();
        }

        await _operator.DisposeAsync();
    }

    /// <summary>A player for whom nobody has done anything yet.</summary>
    private async Task<string> WaitingAsync() =>
        (await new QueuePage(Page).Rows.Filter(new() { HasText = "waiting" }).Last.GetAttributeAsync("data-session-id"))!;

    /// <summary>By link, to the moving picture, timed.</summary>
    private async Task<(PlayerPage Player, long Frame)> RescueAsync(string session)
    {
        var player = await OpenLinkAsync(session, _ => Task.CompletedTask);
        var reader = await ReaderAsync(player.Page);
        var pressed = TimeProvider.System.GetTimestamp();

        await player.Continue.ClickAsync();

        await player.ToShowAsync("playing");
        await player.Picture.UntilFrameAfterAsync(reader, 0);
        var first = await player.Picture.FrameAsync();
        await player.Picture.UntilFrameAfterAsync(reader, first);
        var took = TimeProvider.System.GetElapsedTime(pressed);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"From Continue playing to a moving picture: {took.TotalSeconds:0.0} s, frame {first}"
        );
        Assert.InRange(took.TotalSeconds, 0, 5);
        return (player, await player.Picture.FrameAsync());
    }

    /// <summary>As the README tells: the player opens the link of the row.</summary>
    private async Task<PlayerPage> OpenLinkAsync(string session, Func<IPage, Task> prepare)
    {
        await new QueuePage(Page).Row(session).Self.FocusAsync();
        await Page.Keyboard.PressAsync("l");
        var link = await new SendLinkLane(Page).ReadCopiedAsync();
        // With the permissions a machine without a route gathers candidates, too.
        var context = await browser.NewContextAsync(new() { Permissions = ["camera", "microphone"] });
        _players.Add(context);
        var player = new PlayerPage(await context.NewPageAsync(), server.PlayerAddress);
        await prepare(player.Page);
        await player.OpenAsync(link);
        await player.ToShowAsync("welcome");
        return player;
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

    /// <summary>The emulator's own reader of the counter in a picture.</summary>
    private static async Task<string> ReaderAsync(IPage page)
    {
        using var http = new HttpClient();
        var host = new Uri((await page.Locator("iframe.demo-host").GetAttributeAsync("src"))!);
        return (await http.GetStringAsync(new Uri(host, "/_emulator/media/frame-code.js"), TestContext.Current.CancellationToken))
            .Replace("export class FrameCodeReader", "window.FrameCodeReader = class", StringComparison.Ordinal)
            .Replace("export ", "", StringComparison.Ordinal);
    }
}

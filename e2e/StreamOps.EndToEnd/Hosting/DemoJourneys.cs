using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Journeys in the demo as it starts: its operator has given a name, and its players of the queue are rescued with nothing open but the queue.</summary>
public abstract class DemoJourneys(ChromiumBrowser browser, EveningServer server) : IClassFixture<EveningServer>, IAsyncLifetime
{
    private readonly List<IBrowserContext> _players = [];
    private OperatorBrowser _operator = null!;

    protected EveningServer Server => server;

    protected IPage Page => _operator.Page;

    protected IReadOnlyList<string> Complaints => _operator.Complaints;

    public async ValueTask InitializeAsync()
    {
        _operator = await OperatorBrowser.OpenAsync(browser, server.Address, options: null);
        await _operator.Context.AddInitScriptAsync(OperatorBrowser.Patience);
        await _operator.GiveNameAsync(Stage.OperatorName);
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
        GC.SuppressFinalize(this);
    }

    /// <summary>A player for whom nobody has done anything yet.</summary>
    protected async Task<string> WaitingAsync() =>
        (await new QueuePage(Page).Rows.Filter(new() { HasText = "waiting" }).Last.GetAttributeAsync("data-session-id"))!;

    /// <summary>As the README tells: the player opens the link of the row.</summary>
    private protected async Task<PlayerPage> OpenLinkAsync(string session, Func<IPage, Task> prepare)
    {
        await new QueuePage(Page).Row(session).Self.FocusAsync();
        await Page.Keyboard.PressAsync("l");
        var link = await new SendLinkLane(Page).ReadCopiedAsync();
        var context = await NewPlayerAsync();
        var player = new PlayerPage(await context.NewPageAsync(), server.PlayerAddress);
        await prepare(player.Page);
        await player.OpenAsync(link);
        await player.ToShowAsync("welcome");
        return player;
    }

    /// <summary>A player's browser. With the permissions a machine without a route gathers candidates, too.</summary>
    protected async Task<IBrowserContext> NewPlayerAsync(params string[] permissions)
    {
        var context = await browser.NewContextAsync(new() { Permissions = ["camera", "microphone", .. permissions] });
        _players.Add(context);
        return context;
    }
}

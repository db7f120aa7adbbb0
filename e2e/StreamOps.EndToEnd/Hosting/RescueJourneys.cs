using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Journeys in which a real picture is lost and comes back. Each plays a game of its own, which ends with the test.</summary>
public abstract class RescueJourneys(RescueStage stage) : Journey<RescueStage>(stage)
{
    private readonly List<IBrowserContext> _players = [];
    private readonly List<string> _games = [];

    protected override async ValueTask TidyAsync()
    {
        foreach (var player in _players)
        {
            await player.DisposeAsync();
        }

        foreach (var game in _games)
        {
            if (await Emulator.StatusAsync(game) is not ("TERMINATED" or "ERROR"))
            {
                await Stage.Backend.TerminateAsync(await Emulator.ArnAsync(game));
            }
        }
    }

    /// <summary>A player who plays, with the game's own page open.</summary>
    /// <param name="timeoutSeconds">How long the session waits for a lost client.</param>
    private protected async Task<(string Session, ClientPage Client)> PlayAsync(int timeoutSeconds = 120)
    {
        var player = await NewPlayerAsync();
        var client = new ClientPage(new GamePage(player, await player.NewPageAsync()));
        await client.Page.GotoAsync($"{Stage.Emulator.Address}/_emulator/client?timeout={timeoutSeconds}");
        var session = await client.PlayAsync();
        _games.Add(session);
        return (session, client);
    }

    /// <summary>A player whose tab is gone.</summary>
    private protected async Task<string> LoseAsync(int timeoutSeconds = 120)
    {
        var (session, client) = await PlayAsync(timeoutSeconds);
        await LoseAsync(session, client);
        return session;
    }

    /// <summary>The player's tab is gone: nothing of it stands by. The service is told at once; that it finds out by itself is the matter of other journeys.</summary>
    private protected async Task LoseAsync(string session, ClientPage client)
    {
        await client.Page.CloseAsync();
        await Emulator.DropAsync(session);
    }

    /// <summary>A browser of a player, with nothing in it.</summary>
    protected async Task<IBrowserContext> NewPlayerAsync()
    {
        var player = await Stage.NewGameBrowserAsync();
        _players.Add(player);
        return player;
    }

    /// <summary>The players' page in a browser of its own.</summary>
    private protected async Task<PlayerPage> OpenPlayerAsync(string? link = null, DashboardServer? dashboard = null)
    {
        var browser = await NewPlayerAsync();
        var player = new PlayerPage(await browser.NewPageAsync(), (dashboard ?? Stage.Dashboard).PlayerAddress);
        await player.OpenAsync(link);
        return player;
    }

    /// <summary>From the queue: the player's row, its panel, and a link on the clipboard.</summary>
    private protected async Task<(string Link, SendLinkLane Lane)> SendLinkAsync(string session, IPage? page = null)
    {
        page ??= Page;
        var queue = new QueuePage(page);
        if (page.Url == "about:blank")
        {
            await queue.OpenAsync();
        }

        await queue.Row(session).Rescue.ClickAsync();
        var lane = new SendLinkLane(page);
        return (await lane.CopyAsync(), lane);
    }

    /// <summary>Waits until the picture runs in the player's page and shows a later frame of the same game.</summary>
    private protected async Task UntilBackAsync(PlayerPage player, string session, long frame)
    {
        await player.ToShowAsync("playing");
        await player.Picture.UntilFrameAfterAsync(Stage.FrameCodeScript, frame);
        Assert.InRange(await player.Picture.FrameAsync(), frame + 1, await Stage.Host.FrameAsync(session));
        await UntilAsync(session, "CONNECTED");
    }

    /// <summary>Waits until the service says this of a session.</summary>
    protected Task UntilAsync(string session, string status, double seconds = 15) =>
        Eventually.BeTrueAsync(
            $"{session} is {status}",
            TimeSpan.FromSeconds(seconds),
            async () => await Emulator.StatusAsync(session) == status
        );
}

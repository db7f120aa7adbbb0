using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>However a player is lost, the service notices, and a new offer brings the same game back.</summary>
[Collection<WithPicture>]
public sealed class LostPlayerJourney(MediaStage stage) : MediaJourneys(stage), IClassFixture<MediaStage>
{
    protected override double ClientLostAfterSeconds => 2;

    [Fact]
    public async Task By_closing_the_connection()
    {
        var (host, client) = (await OpenHostAsync(), await OpenClientAsync());
        var session = await client.PlayAsync();

        await client.Button("Lose connection").ClickAsync();

        await LostAndBroughtBackAsync(host, session);
        await Expect(client.Heading).ToHaveTextAsync("Playing in another window");
    }

    [Fact]
    public async Task By_closing_the_tab()
    {
        var (host, client) = (await OpenHostAsync(), await OpenClientAsync());
        var session = await client.PlayAsync();

        await client.Page.CloseAsync();

        await LostAndBroughtBackAsync(host, session);
    }

    [Fact]
    public async Task By_a_reload_and_the_page_knows_its_game_again()
    {
        var (host, client) = (await OpenHostAsync(), await OpenClientAsync());
        var session = await client.PlayAsync();

        await client.Page.ReloadAsync();

        await Expect(client.Heading).ToHaveTextAsync("Connection lost");
        await LostAndBroughtBackAsync(host, session);
    }

    [Fact]
    public async Task By_a_tab_that_hangs()
    {
        var (host, client) = (await OpenHostAsync(), await OpenClientAsync());
        var session = await client.PlayAsync();
        await client.UntilFrameAfterAsync(await client.FrameAsync() + 10);

        // The page is busy for five seconds, so the click itself is not waited for.
        await client.Page.EvaluateAsync("() => { setTimeout(() => document.querySelector('#freeze').click(), 0); }");

        await LostAndBroughtBackAsync(host, session);
        await client.UntilPhaseAsync("lost");
    }

    [Fact]
    public async Task By_a_killed_browser()
    {
        var host = await OpenHostAsync();
        await using var browser = await KillableBrowser.StartAsync();
        var client = new ClientPage(Watch(await browser.OpenAsync($"{Stage.Emulator.Address}/_emulator/client")));
        var session = await client.PlayAsync();
        await client.UntilFrameAfterAsync(await client.FrameAsync() + 10);

        browser.Kill();

        await LostAndBroughtBackAsync(host, session);
    }

    private async Task LostAndBroughtBackAsync(HostPage host, string session)
    {
        // Silence counts as loss after 2 s; the rest is for a busy machine.
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION", seconds: 6);
        var frame = await host.FrameAsync(session);
        var rescue = await OpenClientAsync();
        var answer = await Stage.Backend.ConnectAsync(await Stage.ArnAsync(session), await rescue.MakeOfferAsync());

        await rescue.TakeAnswerAsync(answer);

        await rescue.UntilFrameAfterAsync(frame);
        await UntilAsync(session, "CONNECTED");
        Assert.InRange(await rescue.FrameAsync(), frame + 1, await host.FrameAsync(session));
    }
}

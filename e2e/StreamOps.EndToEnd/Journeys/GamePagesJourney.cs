using StreamOps.EndToEnd.Hosting;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The game's two pages as things to read and to press.</summary>
[Collection<WithPicture>]
public sealed class GamePagesJourney(MediaStage stage) : MediaJourneys(stage), IClassFixture<MediaStage>
{
    [Fact]
    public async Task Without_a_host_the_client_says_where_to_open_one()
    {
        var client = await OpenClientAsync();

        await Expect(client.Heading).ToHaveTextAsync("No game host is attached");
        await Expect(client.Button("Play")).ToBeDisabledAsync();
        await AxeScan.OfAsync(client.Page, "client without host", client.Heading);
    }

    [Fact]
    public async Task Both_pages_fit_and_are_accessible()
    {
        var host = await OpenAsync("/_emulator/host");
        await host.Page.Locator("html[data-attached=true]").WaitForAsync();
        var client = await OpenClientAsync();
        await client.PlayAsync();

        foreach (var page in (IPage[])[host.Page, client.Page])
        {
            await AxeScan.OfAsync(page, page.Url, page.Locator("h1"));
            foreach (var (width, height) in ((int, int)[])[(1440, 900), (460, 420), (390, 844)])
            {
                await page.SetViewportSizeAsync(width, height);
                var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
                Assert.True(overflow <= 0, $"{page.Url} is {overflow} px too wide at {width} px.");
            }

            await AxeScan.OfAsync(page, $"{page.Url}, phone", page.Locator("h1"));
        }

        Assert.Empty(host.Complaints);
        Assert.Empty(client.Complaints);
    }

    [Fact]
    public async Task A_host_without_candidates_says_that_it_finds_no_network_path()
    {
        var page = await OpenAsync("/_emulator/client");
        await page.Page.AddInitScriptAsync(
            "Object.defineProperty(RTCPeerConnection.prototype, 'localDescription', { get: () => ({ type: 'offer', sdp: 'v=0' }) });"
        );

        await page.Page.GotoAsync($"{Stage.Emulator.Address}/_emulator/host");

        await Expect(page.Page.Locator("#sentence")).ToContainTextAsync("finds no network path");
        Assert.Empty(await Stage.GamesPerHostAsync());
    }

    [Fact]
    public async Task A_browser_without_H264_says_so()
    {
        var page = await OpenAsync("/_emulator/client");
        await page.Page.AddInitScriptAsync("RTCRtpSender.getCapabilities = () => ({ codecs: [{ mimeType: 'video/VP8' }] });");

        await page.Page.GotoAsync($"{Stage.Emulator.Address}/_emulator/host");

        await Expect(page.Page.Locator("#sentence")).ToContainTextAsync("cannot send H.264");
    }

    [Fact]
    public async Task A_loopback_page_may_show_them_in_a_frame_and_follows_the_game()
    {
        await OpenHostAsync();
        var frame = (await OpenAsync("/_emulator/client")).Page;
        await frame.GotoAsync($"{Stage.Emulator.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/_emulator/health");
        await frame.EvaluateAsync(
            """
            (address) => {
              window.phases = [];
              addEventListener("message", ({ data }) => data.source === "emulator-client" && phases.push(data.phase));
              document.body.append(Object.assign(document.createElement("iframe"), { src: `${address}/_emulator/client`, width: 460, height: 420, allow: "camera; microphone; autoplay" }));
            }
            """,
            Stage.Emulator.Address
        );
        await frame.WaitForFunctionAsync("() => phases.includes('ready')");

        await frame.EvaluateAsync("() => frames[0].postMessage({ target: 'emulator-client', command: 'play' }, '*')");

        await frame.WaitForFunctionAsync("() => phases.at(-1) === 'playing'", null, new() { Timeout = 15_000 });
        await frame.EvaluateAsync("() => frames[0].postMessage({ target: 'emulator-client', command: 'lose' }, '*')");
        await frame.WaitForFunctionAsync("() => phases.at(-1) === 'lost'");
    }
}

using System.Text.Json;
using StreamOps.EndToEnd.Hosting;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The stand-in for the Web SDK: its requests and refusals are those the published one was seen to make.</summary>
[Collection<WithPicture>]
public sealed class WebSdkJourney(MediaStage stage) : MediaJourneys(stage), IClassFixture<MediaStage>
{
    private const string Script = """
        async (address) => {
          await new Promise((done, fail) => {
            const script = Object.assign(document.createElement("script"), { src: `${address}/_emulator/web-sdk.js`, crossOrigin: "anonymous" });
            script.onload = done;
            script.onerror = fail;
            document.head.append(script);
          });
          window.video = Object.assign(document.createElement("video"), { autoplay: true, muted: true });
          document.body.append(video);
          window.make = (settings) => new gameliftstreams.GameLiftStreams({ videoElement: video, ...settings });
          window.refusal = (act) => act().then(() => "none", (error) => error.message);
        }
        """;

    [Fact]
    public async Task A_signal_request_has_the_published_ones_shape()
    {
        var page = await OpenOtherOriginAsync();

        var request = JsonElement.Parse(
            await page.EvaluateAsync<string>("() => make({ audioElement: new Audio() }).generateSignalRequest()")
        );

        var sdp = request.GetProperty("sdp").GetString()!;
        Assert.Equal("offer", request.GetProperty("type").GetString());
        Assert.Equal("1.2.0", request.GetProperty("webSdkVersion").GetString());
        Assert.Equal(
            """[{"name":"WEBRTC_SPLIT_MEDIA_STREAMS","value":"enabled"}]""",
            request.GetProperty("extras").GetProperty("features").GetRawText()
        );
        Assert.DoesNotContain('\r', sdp);
        Assert.DoesNotContain("a=candidate", sdp, StringComparison.Ordinal);
        Assert.DoesNotContain("a=end-of-candidates", sdp, StringComparison.Ordinal);
        var sections = sdp.Split('\n').Where(line => line.StartsWith("m=", StringComparison.Ordinal)).ToList();
        Assert.Equal(["m=audio", "m=video", "m=application"], sections.Select(line => line.Split(' ')[0]));
        var firstVideo = sections[1].Split(' ')[3];
        Assert.Contains($"a=rtpmap:{firstVideo} VP8/90000", sdp, StringComparison.Ordinal);
        Assert.Contains(" H264/90000", sdp, StringComparison.Ordinal);
        Assert.Contains("stereo=1", sdp, StringComparison.Ordinal);
        Assert.Contains("a=setup:actpass", sdp, StringComparison.Ordinal);
        Assert.Contains("a=max-message-size:262144", sdp, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_request_is_new_and_a_second_answer_or_a_closed_object_is_refused()
    {
        await OpenHostAsync();
        var page = await OpenOtherOriginAsync();
        var client = await OpenClientAsync();
        var session = await client.PlayAsync();
        await client.Button("Lose connection").ClickAsync();
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
        Assert.True(
            await page.EvaluateAsync<bool>(
                "async () => { window.sdk = make(); return await sdk.generateSignalRequest() !== await sdk.generateSignalRequest(); }"
            )
        );
        Assert.Equal(
            "signalResponse JSON could not be parsed or is missing required properties",
            await page.EvaluateAsync<string>("""() => refusal(() => sdk.processSignalResponse('{"type":"answer","sdp":"v=0"}'))""")
        );
        var offer = await page.EvaluateAsync<string>("() => sdk.generateSignalRequest()");
        var answer = await Stage.Backend.ConnectAsync(await Stage.ArnAsync(session), offer);

        // The page is of another origin: script and protocol come to it by CORS.
        await page.EvaluateAsync("answer => sdk.processSignalResponse(answer)", answer);

        await UntilAsync(session, "CONNECTED");
        await page.WaitForFunctionAsync("() => video.getVideoPlaybackQuality().totalVideoFrames > 10");
        Assert.Equal(
            "This instance is already bound to a stream, call close() and create a new instance",
            await page.EvaluateAsync<string>("answer => refusal(() => sdk.processSignalResponse(answer))", answer)
        );
        await page.EvaluateAsync("() => sdk.close()");
        Assert.Equal(
            "This instance is closed, create a new instance",
            await page.EvaluateAsync<string>("() => refusal(() => sdk.generateSignalRequest())")
        );
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
    }

    private async Task<IPage> OpenOtherOriginAsync()
    {
        var page = (await OpenAsync("/_emulator/client")).Page;
        // Same server, another origin, and no content security policy of the game's.
        await page.GotoAsync($"{Stage.Emulator.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/_emulator/health");
        await page.EvaluateAsync(Script, Stage.Emulator.Address);
        return page;
    }
}

using StreamOps.EndToEnd.Hosting;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A game in one browser, its player in another, real video in between.</summary>
[Collection<WithPicture>]
public sealed class MediaJourney(MediaStage stage) : MediaJourneys(stage), IClassFixture<MediaStage>
{
    [Fact]
    public async Task The_player_sees_the_hosts_frames_and_steers_its_game()
    {
        var host = await OpenHostAsync();
        await host.TurnSoundOnAsync();
        var client = await OpenClientAsync();

        var session = await client.PlayAsync();

        await client.UntilFrameAfterAsync(await client.FrameAsync() + 20);
        var before = await host.FrameAsync(session);
        var seen = await client.FrameAsync();
        Assert.InRange(seen, before - 30, await host.FrameAsync(session));
        Assert.Equal("CONNECTED", await Stage.StatusAsync(session));
        await client.Page.Locator("#picture").PressAsync("ArrowUp");
        await Expect(host.Card(session)).ToHaveAttributeAsync("data-rail", "0");
        var picture = (await client.Page.Locator("#picture").BoundingBoxAsync())!;
        await client.Page.Mouse.ClickAsync(picture.X + 200, picture.Y + (picture.Height * 0.8f));
        await Expect(host.Card(session)).ToHaveAttributeAsync("data-rail", "2");
        await client.Button("Wave").ClickAsync();
        await Expect(host.Card(session)).ToHaveAttributeAsync("data-word", "Hello from the player");
        Assert.Empty(client.Complaints);
    }

    [Fact]
    public async Task H264_is_sent_though_the_offer_has_VP8_first_and_sound_comes_along()
    {
        var host = await OpenHostAsync();
        await host.TurnSoundOnAsync();
        var client = await OpenClientAsync();
        var session = await StartRescuedAsync(client);

        await client.UntilFrameAfterAsync(await client.FrameAsync() + 10);

        Assert.Equal("CONNECTED", await Stage.StatusAsync(session));
        var codec = await client.Page.EvaluateAsync<string>(
            """
            async () => {
              const stats = [...(await rescued.getVideoRTCStats()).values()];
              const video = stats.find(({ type }) => type === "inbound-rtp");
              return stats.find(({ id }) => id === video.codecId).mimeType;
            }
            """
        );
        Assert.Equal("video/H264", codec);
        await client.Page.WaitForFunctionAsync(
            "async () => [...(await rescued.getAudioRTCStats()).values()].some(({ totalAudioEnergy }) => totalAudioEnergy > 0)"
        );
    }

    [Fact]
    public async Task A_terminated_session_tells_its_player()
    {
        await OpenHostAsync();
        var client = await OpenClientAsync();
        var session = await StartRescuedAsync(client);
        await client.UntilPictureAsync();

        await Stage.Backend.TerminateAsync(await Stage.ArnAsync(session));

        await UntilToldAsync(client, "serverDisconnect terminated");
        await UntilAsync(session, "TERMINATED");
    }

    [Fact]
    public async Task A_player_who_touches_nothing_is_told_that_the_session_was_idle()
    {
        await Stage.SetAsync(new { idleTimeoutSeconds = 3 });
        await OpenHostAsync();
        var client = await OpenClientAsync();
        var session = await StartRescuedAsync(client);
        await client.UntilPictureAsync();

        await UntilToldAsync(client, "serverDisconnect idle");
        await UntilAsync(session, "TERMINATED");
    }

    [Fact]
    public async Task The_page_says_that_its_game_was_ended_and_offers_another()
    {
        await OpenHostAsync();
        var client = await OpenClientAsync();
        await client.PlayAsync();

        await client.Button("End game").ClickAsync();

        await client.UntilPhaseAsync("ended");
        await Expect(client.Sentence).ToHaveTextAsync("The game was ended.");
        await Expect(client.Button("Play again")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Two_hosts_share_the_sessions_and_one_that_goes_loses_its_players()
    {
        var first = await OpenHostAsync();
        var second = await OpenHostAsync();
        var one = await OpenClientAsync();
        var other = await OpenClientAsync();
        var session = await one.PlayAsync();
        await other.PlayAsync();
        Assert.Equal([1, 1], await Stage.GamesPerHostAsync());

        var (owner, stays) = await first.Card(session).CountAsync() == 1 ? (first, second) : (second, first);
        await owner.Page.CloseAsync();

        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
        await one.UntilPhaseAsync("lost");
        var rescue = await OpenClientAsync();
        var answer = await Stage.Backend.ConnectAsync(await Stage.ArnAsync(session), await rescue.MakeOfferAsync());
        await rescue.TakeAnswerAsync(answer);
        await rescue.UntilPictureAsync();
        await Expect(stays.Card(session)).ToBeVisibleAsync();
    }

    /// <summary>Starts a session by the page's button, loses it and brings it back by an SDK object of the test's own.</summary>
    private async Task<string> StartRescuedAsync(Pages.ClientPage client)
    {
        var session = await client.PlayAsync();
        await client.Button("Lose connection").ClickAsync();
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
        await client.TakeAnswerAsync(await Stage.Backend.ConnectAsync(await Stage.ArnAsync(session), await client.MakeOfferAsync()));
        await UntilAsync(session, "CONNECTED");
        return session;
    }

    private static Task UntilToldAsync(Pages.ClientPage client, string words) =>
        client.Page.WaitForFunctionAsync("words => told.includes(words)", words, new() { Timeout = 15_000 });
}

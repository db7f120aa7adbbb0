using System.Globalization;
using StreamOps.EndToEnd.Hosting;
using StreamOps.Testing;

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
    public async Task A_gamepad_steers_the_game_before_and_after_a_rescue()
    {
        var host = await OpenHostAsync();
        var client = await OpenClientAsync();
        var session = await client.PlayAsync();

        await client.PlugGamepadInAsync();
        await client.HoldGamepadAsync(button: 12);
        await Expect(host.Card(session)).ToHaveAttributeAsync("data-rail", "0");
        await client.HoldGamepadAsync(vertical: 1);
        await Expect(host.Card(session)).ToHaveAttributeAsync("data-rail", "1");

        await RescueAsync(client, session);
        await client.Page.EvaluateAsync("() => rescued.attachInput()");
        await client.HoldGamepadAsync(button: 13);
        await Expect(host.Card(session)).ToHaveAttributeAsync("data-rail", "2");
        await client.HoldGamepadAsync(vertical: -1);
        await Expect(host.Card(session)).ToHaveAttributeAsync("data-rail", "1");
        Assert.Empty(client.Complaints);
    }

    [Fact]
    public async Task The_game_tells_its_player_of_each_score()
    {
        await OpenHostAsync();
        var client = await OpenClientAsync();
        await StartRescuedAsync(client);

        await client.UntilToldAsync("""^{"score":[1-9]\d*}$""", times: 2);
    }

    [Fact]
    public async Task Only_a_session_that_shares_them_tells_its_page_the_performance_stats()
    {
        await OpenHostAsync();
        var plain = await OpenClientAsync();
        var trusted = await OpenClientAsync();
        foreach (var (client, shares) in new[] { (plain, false), (trusted, true) })
        {
            var (arn, answer) = await Stage.Backend.StartAsync(await client.MakeOfferAsync(), sharesPerformanceStats: shares);
            await client.TakeAnswerAsync(answer);
            await UntilAsync(arn.Split('/')[^1], "CONNECTED");
        }

        await trusted.UntilToldAsync("^cpu ", times: 3);

        var figures = (await trusted.ToldAsync()).Where(IsFigure).Select(words => double.Parse(words[4..], CultureInfo.InvariantCulture));
        Assert.All(figures, figure => Assert.InRange(figure, double.Epsilon, 1));
        Assert.DoesNotContain(await plain.ToldAsync(), IsFigure);

        static bool IsFigure(string words) => words.StartsWith("cpu ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_in_a_hidden_tab_keeps_its_pace()
    {
        await using var browser = await KillableBrowser.StartAsync();
        using var host = await browser.OpenUnwatchedAsync($"{Stage.Emulator.Address}/_emulator/host");
        await Eventually.BeTrueAsync(
            "the host is attached",
            TimeSpan.FromSeconds(20),
            async () => (await Stage.GamesPerHostAsync()).Count == 1
        );
        var client = await OpenClientAsync();
        await client.PlayAsync();

        await host.HideAsync();

        // A busy machine may cost frames for a while; a page's own timer would give one a second for ever.
        await Eventually.BeTrueAsync(
            "the game runs at about 30 frames a second",
            TimeSpan.FromSeconds(30),
            async () => await client.PaceAsync() is > 25 and < 35
        );
        Assert.Equal("hidden", await host.EvaluateAsync("document.visibilityState"));
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

        await client.UntilToldAsync("^serverDisconnect terminated$");
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

        await client.UntilToldAsync("^serverDisconnect idle$");
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
        await RescueAsync(client, session);
        return session;
    }

    private async Task RescueAsync(Pages.ClientPage client, string session)
    {
        await client.Button("Lose connection").ClickAsync();
        await UntilAsync(session, "PENDING_CLIENT_RECONNECTION");
        await client.TakeAnswerAsync(await Stage.Backend.ConnectAsync(await Stage.ArnAsync(session), await client.MakeOfferAsync()));
        await UntilAsync(session, "CONNECTED");
    }
}

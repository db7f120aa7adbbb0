using System.Text.Json;
using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Hosts;

/// <summary>Sessions whose game runs in an attached host: the host's answers and reports take the script's place.</summary>
public sealed class HostedSessionSpecs : EmulatorSpec
{
    [Fact]
    public async Task A_starts_answer_is_the_hosts_and_names_the_protocol_script()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var session = await StartAsync();
        await host.AnswerAsync();
        await host.NextAsync("use");
        Emulator.Advance(2);

        var response = JsonElement.Parse((await GetAsync(session)).Member("SignalResponse"));

        Assert.Equal("v=0\r\nhosted", response.GetProperty("sdp").GetString());
        var script = await ScriptAsync(response.GetProperty("webSdkProtocolUrl").GetString()!);
        Assert.Equal(
            ("*", "text/javascript; charset=utf-8"),
            (script.Headers["access-control-allow-origin"], script.Headers["content-type"])
        );
        Assert.Contains("GameCastInputModule", script.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connected_means_that_the_host_says_so_and_never_the_script()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var session = await StartAsync();
        var offer = await host.AnswerAsync();
        await host.NextAsync("use");
        Emulator.Advance(60);
        Assert.Equal("ACTIVE", await StatusAsync(session));

        await host.ReportAsync("connected", offer);

        Assert.Equal("CONNECTED", (await UntilStatusAsync(host, "CONNECTED")));
        await host.ReportAsync("lost", offer);
        await UntilStatusAsync(host, "PENDING_CLIENT_RECONNECTION");
        Assert.Equal("PENDING_CLIENT_RECONNECTION", await StatusAsync(session));
    }

    [Fact]
    public async Task Peers_that_meet_before_ACTIVE_are_connected_as_soon_as_it_is()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var session = await StartAsync();
        await host.ReportAsync("connected", await host.AnswerAsync());
        // The reports of a socket are taken in their order: an answered second offer tells that the first report was.
        await StartAsync();
        await host.AnswerAsync();
        await host.NextAsync("use");

        Emulator.Advance(2);

        Assert.Equal("CONNECTED", await StatusAsync(session));
    }

    [Fact]
    public async Task A_connection_is_answered_by_the_same_host_and_the_game_goes_on_there()
    {
        await using var first = await AttachedHost.AttachAsync(Emulator, "host-1");
        var (session, offer) = await StartConnectedAsync(first);
        await using var second = await AttachedHost.AttachAsync(Emulator, "host-2");
        await first.ReportAsync("lost", offer);
        await first.NextAsync("cut");

        var connecting = ConnectAsync(session);
        var again = await first.AnswerAsync("v=0\r\nagain");

        Assert.Equal("v=0\r\nagain", JsonElement.Parse((await connecting).Member("SignalResponse")).GetProperty("sdp").GetString());
        Assert.Equal("RECONNECTING", await StatusAsync(session));
        Emulator.Advance(1.5);
        // An older connection has no say any more.
        await first.ReportAsync("connected", offer);
        await first.ReportAsync("connected", again);
        await UntilStatusAsync(first, "CONNECTED");
    }

    [Fact]
    public async Task The_same_ClientToken_gets_the_same_answer_and_the_host_is_asked_once()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var session = await LostAsync(host);
        var (offer, token) = (SomeOffer.New(), Guid.NewGuid().ToString());
        var connecting = ConnectAsync(session, offer, token);
        await host.AnswerAsync();
        var first = await connecting;

        var second = await ConnectAsync(session, offer, token);

        Assert.Equal((200, first.Text), (second.Code, second.Text));
        Assert.Single(await LedgerAsync("transitions"), change => change.GetProperty("to").GetString() == "RECONNECTING");
    }

    [Fact]
    public async Task Of_two_connections_at_once_one_wins_and_the_host_drops_the_other()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var session = await LostAsync(host);
        Task<Answer>[] both = [ConnectAsync(session), ConnectAsync(session)];
        var offers = new[] { await host.NextAsync("offer"), await host.NextAsync("offer") };
        foreach (var offer in offers)
        {
            await host.AnswerAsync(offer, "v=0");
        }

        var answers = await Task.WhenAll(both);

        Assert.Equal([200, 409], answers.Select(answer => answer.Code).Order());
        await host.NextAsync("drop");
    }

    [Fact]
    public async Task A_host_that_does_not_answer_in_time_fails_the_call_and_changes_nothing()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var session = await LostAsync(host);
        var offer = SomeOffer.New();
        var connecting = ConnectAsync(session, offer);
        await host.NextAsync("offer");

        Emulator.Advance(5);

        Assert.Equal(500, (await connecting).Code);
        Assert.Equal("PENDING_CLIENT_RECONNECTION", await StatusAsync(session));
        // The offer is not spent: an SDK's retry brings it again.
        var retried = ConnectAsync(session, offer);
        await host.AnswerAsync();
        Assert.Equal(200, (await retried).Code);
    }

    [Fact]
    public async Task A_refused_offer_falls_back_to_the_script_where_the_switch_says_so()
    {
        await SetAsync(new { hostFailure = "fallsBack" });
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var session = await LostAsync(host);

        var connecting = ConnectAsync(session);
        await RefuseAsync(host);

        Assert.Contains("m=video", JsonElement.Parse((await connecting).Member("SignalResponse")).GetProperty("sdp").GetString());
        Emulator.Advance(1.5);
        Emulator.Advance(3);
        Assert.Equal("CONNECTED", await StatusAsync(session));
    }

    [Fact]
    public async Task A_start_whose_offer_the_host_refuses_ends_in_an_error()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var session = await StartAsync();

        await RefuseAsync(host);

        await host.NextAsync("end");
        Assert.Equal("ERROR internalError", await EndAsync(session));
    }

    [Fact]
    public async Task Bad_offers_never_reach_the_host()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var session = await LostAsync(host);

        Assert.Equal(400, (await ConnectAsync(session, "{}")).Code);
        Assert.Equal(400, (await ConnectAsync(session, (await GetAsync(session)).Member("SignalRequest"))).Code);
    }

    [Fact]
    public async Task A_host_that_goes_loses_its_players()
    {
        RunningSession session;
        await using (var host = await AttachedHost.AttachAsync(Emulator))
        {
            (session, _) = await StartConnectedAsync(host);
        }

        await UntilAsync(async () => await StatusAsync(session) == "PENDING_CLIENT_RECONNECTION");
        Assert.Equal("[]", (await Emulator.ControlAsync("GET", "hosts")).Text);
    }

    [Fact]
    public async Task A_drop_by_control_call_cuts_the_real_connection_too()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var (session, offer) = await StartConnectedAsync(host);

        await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop");

        var cut = await host.NextAsync("cut");
        Assert.Equal(offer.GetProperty("connection").GetString(), cut.GetProperty("connection").GetString());
    }

    [Theory]
    [InlineData(true, "terminated")]
    [InlineData(false, "idle")]
    public async Task An_end_is_told_with_its_word(bool isTerminated, string word)
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var (session, _) = await StartConnectedAsync(host);

        if (isTerminated)
        {
            await Emulator.CallAsync("DELETE", session.Path);
        }
        else
        {
            Emulator.Advance(3600);
        }

        Assert.Equal(word, (await host.NextAsync("end")).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Input_puts_the_idle_timeout_off()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var (session, _) = await StartConnectedAsync(host);
        Emulator.Advance(3000);
        await host.SayAsync(new { type = "input", session = session.Id });
        await StartAsync();
        await host.AnswerAsync();
        await host.NextAsync("use");

        Emulator.Advance(700);
        Assert.Equal("CONNECTED", await StatusAsync(session));
        Emulator.Advance(2900);

        Assert.Equal("TERMINATED idleTimeout", await EndAsync(session));
    }

    [Fact]
    public async Task A_reset_ends_the_games_of_the_old_world()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var (session, _) = await StartConnectedAsync(host);

        await Emulator.ControlAsync("POST", "reset");

        Assert.Equal(session.Id, (await host.NextAsync("end")).GetProperty("session").GetString());
    }

    private async Task<(RunningSession Session, JsonElement Offer)> StartConnectedAsync(AttachedHost host)
    {
        var session = await StartAsync();
        var offer = await host.AnswerAsync();
        await host.NextAsync("use");
        Emulator.Advance(2);
        await host.ReportAsync("connected", offer);
        await UntilStatusAsync(host, "CONNECTED");
        return (session, offer);
    }

    private async Task<RunningSession> LostAsync(AttachedHost host)
    {
        var (session, offer) = await StartConnectedAsync(host);
        await host.ReportAsync("lost", offer);
        await host.NextAsync("cut");
        return session;
    }

    private static async Task RefuseAsync(AttachedHost host)
    {
        var offer = await host.NextAsync("offer");
        await host.SayAsync(
            new
            {
                type = "refuse",
                connection = offer.GetProperty("connection").GetString(),
                why = "noH264",
            }
        );
    }

    private static async Task<string> UntilStatusAsync(AttachedHost host, string status)
    {
        while (true)
        {
            if ((await host.NextAsync("status")).GetProperty("status").GetString() == status)
            {
                return status;
            }
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        for (var i = 0; i < 200 && !await isTrue(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        Assert.True(await isTrue());
    }

    private Task<Answer> ScriptAsync(string url)
    {
        Assert.StartsWith(Emulator.BaseAddress.AbsoluteUri, url, StringComparison.Ordinal);
        return Emulator.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(url)));
    }
}

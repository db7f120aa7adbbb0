using System.Text.Json;
using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Hosts;

/// <summary>A host that a player's page brings along: it plays for that player alone, and the game goes on in it where it was.</summary>
public sealed class GuestHostSpecs : EmulatorSpec
{
    [Fact]
    public async Task The_offer_it_waits_for_is_its_own_whichever_session_it_is_for()
    {
        await using var other = await AttachedHost.AttachGuestAsync(Emulator, "guest-1", "other");
        await using var guest = await AttachedHost.AttachGuestAsync(Emulator, "guest-2", "mine");
        var session = await StartDroppedAsync();

        var connecting = ConnectAsync(session, SomeOffer.New("mine"));
        var offer = await guest.AnswerAsync("v=0\r\nguest");

        Assert.Equal("v=0\r\nguest", JsonElement.Parse((await connecting).Member("SignalResponse")).GetProperty("sdp").GetString());
        Emulator.Advance(1.5);
        await guest.ReportAsync("connected", offer);
        await guest.NextAsync("status");
    }

    [Fact]
    public async Task An_earlier_offer_of_its_page_is_still_its_own_and_connects_nobody_by_itself()
    {
        await using var guest = await AttachedHost.AttachGuestAsync(Emulator, "guest", "earlier");
        await guest.SayAsync(new { type = "expect", ufrag = "later" });
        await guest.NextAsync("expecting");
        var session = await StartDroppedAsync();

        var connecting = ConnectAsync(session, SomeOffer.New("earlier"));
        await guest.AnswerAsync();
        await connecting;

        Emulator.Advance(1.5);
        Emulator.Advance(3);
        Assert.NotEqual("CONNECTED", await StatusAsync(session));
    }

    [Fact]
    public async Task No_other_game_comes_to_it()
    {
        await using var guest = await AttachedHost.AttachGuestAsync(Emulator, "guest", "mine");
        var session = await StartDroppedAsync();

        Assert.Equal(200, (await ConnectAsync(session, SomeOffer.New("some"))).Code);

        Emulator.Advance(1.5);
        Emulator.Advance(3);
        Assert.Equal("CONNECTED", await StatusAsync(session));
        Assert.Equal(0, (await Emulator.ControlAsync("GET", "client/setup")).Json.GetProperty("hosts").GetInt32());
    }

    [Fact]
    public async Task The_game_of_a_player_who_was_scripted_has_run_from_the_start()
    {
        await using var guest = await AttachedHost.AttachGuestAsync(Emulator, "guest", "mine");
        var session = await StartConnectedAsync();
        Emulator.Advance(600);
        await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop");

        var connecting = ConnectAsync(session, SomeOffer.New("mine"));
        var game = (await guest.AnswerAsync()).GetProperty("game");
        await connecting;

        Assert.InRange(game.GetProperty("playedMs").GetDouble(), 600_000, 605_000);
        Assert.InRange(game.GetProperty("frame").GetInt64(), 600 * 30, 605 * 30);
        Assert.InRange(game.GetProperty("score").GetInt32(), 2_000, 2_300);
    }

    [Fact]
    public async Task A_second_rescue_goes_on_where_the_first_host_left_it()
    {
        RunningSession session;
        await using (var first = await AttachedHost.AttachGuestAsync(Emulator, "guest-1", "first"))
        {
            session = await StartDroppedAsync();
            var offer = await RescueAsync(first, session, "first");
            await first.SayAsync(
                new
                {
                    type = "game",
                    session = session.Id,
                    game = new
                    {
                        frame = 7_000,
                        playedMs = 240_000,
                        score = 120,
                    },
                }
            );
            await first.ReportAsync("lost", offer);
            await first.NextAsync("cut");
        }

        Emulator.Advance(10);
        await using var second = await AttachedHost.AttachGuestAsync(Emulator, "guest-2", "second");

        var game = (await RescueAsync(second, session, "second")).GetProperty("game");

        Assert.Equal((7_300, 250_000), (game.GetProperty("frame").GetInt64(), game.GetProperty("playedMs").GetDouble()));
        Assert.Equal(150, game.GetProperty("score").GetInt32());
    }

    [Fact]
    public async Task It_moves_to_the_page_that_the_player_goes_on_in()
    {
        await using var first = await AttachedHost.AttachGuestAsync(Emulator, "guest-1", "first");
        var session = await StartDroppedAsync();
        var offer = await RescueAsync(first, session, "first");
        await first.ReportAsync("lost", offer);
        await first.NextAsync("cut");
        await using var second = await AttachedHost.AttachGuestAsync(Emulator, "guest-2", "second");

        await RescueAsync(second, session, "second");

        Assert.Equal(session.Id, (await first.NextAsync("end")).GetProperty("session").GetString());
    }

    [Fact]
    public async Task A_game_in_a_page_of_its_own_stays_there()
    {
        await using var host = await AttachedHost.AttachAsync(Emulator);
        var session = await StartAsync();
        var offer = await host.AnswerAsync();
        Emulator.Advance(2);
        await host.ReportAsync("connected", offer);
        await host.ReportAsync("lost", offer);
        await host.NextAsync("cut");
        await using var guest = await AttachedHost.AttachGuestAsync(Emulator, "guest", "mine");

        var connecting = ConnectAsync(session, SomeOffer.New("mine"));
        await host.AnswerAsync("v=0\r\nstays");

        Assert.Equal("v=0\r\nstays", JsonElement.Parse((await connecting).Member("SignalResponse")).GetProperty("sdp").GetString());
    }

    private async Task<JsonElement> RescueAsync(AttachedHost host, RunningSession session, string ufrag)
    {
        var connecting = ConnectAsync(session, SomeOffer.New(ufrag));
        var offer = await host.AnswerAsync();
        Assert.Equal(200, (await connecting).Code);
        Emulator.Advance(1.5);
        await host.ReportAsync("connected", offer);
        await host.NextAsync("status");
        return offer;
    }
}

using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Settings;

/// <summary>What the documentation leaves open, either way.</summary>
public sealed class SwitchSpecs : EmulatorSpec
{
    [Theory]
    [InlineData("ConflictException", 409)]
    [InlineData("ValidationException", 400)]
    [InlineData("ResourceNotFoundException", 404)]
    public async Task The_error_of_a_connection_in_a_wrong_status_can_be_chosen(string error, int code)
    {
        await SetAsync(new { connectWrongStatusError = error });

        var answer = await ConnectAsync(await StartConnectedAsync());

        Assert.Equal((code, error), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task A_broken_offer_is_refused_at_once_by_default()
    {
        var session = await StartDroppedAsync();

        var answer = await ConnectAsync(session, "no offer");

        Assert.Equal((400, "ValidationException"), (answer.Code, answer.ErrorType));
        Assert.Equal("PENDING_CLIENT_RECONNECTION", await StatusAsync(session));
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("{\"type\":\"answer\",\"sdp\":\"v=0\"}")]
    [InlineData("{\"type\":\"offer\"}")]
    [InlineData("{\"type\":\"offer\",\"sdp\":\"hello\"}")]
    [InlineData("NO_CLIENT_CONNECTION")]
    [InlineData("{\"type\":\"offer\",\"sdp\":\"\\ud800\"}")]
    public async Task What_is_no_offer_is_broken(string offer)
    {
        Assert.Equal(400, (await ConnectAsync(await StartDroppedAsync(), offer)).Code);
    }

    [Fact]
    public async Task A_broken_offer_may_end_the_session_later()
    {
        await SetAsync(new { brokenOffer = "errorLater" });
        var session = await StartDroppedAsync();

        Assert.Equal(200, (await ConnectAsync(session, "no offer")).Code);
        Emulator.Advance(1.5);

        Assert.Equal("ERROR invalidSignalRequest", await EndAsync(session));
    }

    [Fact]
    public async Task A_start_with_a_broken_offer_may_end_in_ERROR()
    {
        await SetAsync(new { brokenOffer = "errorLater" });
        var session = await StartAsync(offer: "no offer");

        Emulator.Advance(2);

        Assert.Equal("ERROR invalidSignalRequest", await EndAsync(session));
    }

    [Theory]
    [InlineData("refused", 400, "PENDING_CLIENT_RECONNECTION")]
    [InlineData("errorLater", 200, "ERROR")]
    [InlineData("accepted", 200, "ACTIVE")]
    public async Task A_reused_offer_is_refused_or_fails_later_or_is_accepted(string choice, int code, string then)
    {
        await SetAsync(new { reusedOffer = choice });
        var offer = SomeOffer.New();
        var session = await StartAsync(offer: offer);
        Emulator.Advance(5);
        await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop");

        var answer = await ConnectAsync(session, offer);
        Emulator.Advance(1.5);

        Assert.Equal((code, then), (answer.Code, await StatusAsync(session)));
    }

    [Theory]
    [InlineData("ValidationException", 400)]
    [InlineData("ConflictException", 409)]
    public async Task The_error_of_a_terminate_in_ACTIVATING_can_be_chosen(string error, int code)
    {
        await SetAsync(new { terminateActivatingError = error });

        Assert.Equal(code, (await Emulator.CallAsync("DELETE", (await StartAsync()).Path)).Code);
    }

    [Theory]
    [InlineData("noContent", 204)]
    [InlineData("notFound", 404)]
    [InlineData("validation", 400)]
    public async Task A_terminate_after_the_end_can_be_chosen(string choice, int code)
    {
        await SetAsync(new { terminateEnded = choice });
        var session = await StartConnectedAsync();
        await Emulator.CallAsync("DELETE", session.Path);
        Emulator.Advance(1);

        Assert.Equal(code, (await Emulator.CallAsync("DELETE", session.Path)).Code);
    }

    [Fact]
    public async Task LastUpdatedAt_may_stand_still_while_the_status_moves()
    {
        await SetAsync(new { lastUpdatedAtMovesOnStatus = false });

        var got = (await GetAsync(await StartConnectedAsync())).Json;

        Assert.Equal(got.GetProperty("CreatedAt").GetRawText(), got.GetProperty("LastUpdatedAt").GetRawText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_export_moves_LastUpdatedAt_or_not(bool moves)
    {
        await SetAsync(new { lastUpdatedAtMovesOnExport = moves });
        var session = await StartDroppedAsync();
        var before = (await GetAsync(session)).Json.GetProperty("LastUpdatedAt").GetDecimal();
        Emulator.Advance(10);

        await Emulator.CallAsync("PUT", session.Path + "/exportfiles", new { OutputUri = "s3://bucket/" });

        Assert.Equal(moves ? before + 10 : before, (await GetAsync(session)).Json.GetProperty("LastUpdatedAt").GetDecimal());
    }

    [Theory]
    [InlineData("refused", 409)]
    [InlineData("wins", 200)]
    public async Task A_second_connection_is_refused_or_wins(string choice, int code)
    {
        await SetAsync(new { secondConnect = choice });
        var session = await StartDroppedAsync();
        await ConnectAsync(session);
        Emulator.Advance(1);

        var second = await ConnectAsync(session);

        Assert.Equal(code, second.Code);
        Emulator.Advance(0.5);
        Assert.Equal(choice == "wins" ? "RECONNECTING" : "ACTIVE", await StatusAsync(session));
    }

    [Fact]
    public async Task A_session_that_is_ACTIVE_again_may_have_what_is_left_of_the_lost_clients_window()
    {
        await SetAsync(new { reconnectedWindow = "remaining", scriptedClientConnects = false });
        var session = await StartAsync(new { ConnectionTimeoutSeconds = 30 });
        Emulator.Advance(2);
        await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/connect");
        await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop");
        Emulator.Advance(20);

        await ConnectAsync(session);
        Emulator.Advance(9.9);
        Assert.Equal("ACTIVE", await StatusAsync(session));
        Emulator.Advance(0.1);

        Assert.Equal("TERMINATED connectionTimeout", await EndAsync(session));
    }

    [Fact]
    public async Task The_window_may_run_on_in_RECONNECTING()
    {
        await SetAsync(new { windowRunsWhileReconnecting = true });
        var session = await StartDroppedAsync(new { ConnectionTimeoutSeconds = 30 });
        Emulator.Advance(29);

        await ConnectAsync(session);
        Emulator.Advance(1);

        Assert.Equal("TERMINATED reconnectionTimeout", await EndAsync(session));
    }

    [Fact]
    public async Task Timeouts_may_pass_through_TERMINATING()
    {
        await SetAsync(new { timeoutsPassThroughTerminating = true });
        var session = await StartDroppedAsync();

        Emulator.Advance(120);
        Assert.Equal("TERMINATING", await StatusAsync(session));
        Emulator.Advance(1);

        Assert.Equal("TERMINATED reconnectionTimeout", await EndAsync(session));
    }

    [Fact]
    public async Task The_session_length_may_count_from_the_first_ACTIVE()
    {
        await SetAsync(new { sessionLengthCountsFrom = "firstActive" });
        var session = await StartAsync(new { SessionLengthSeconds = 60 });

        Emulator.Advance(60);
        Assert.Equal("CONNECTED", await StatusAsync(session));
        Emulator.Advance(2);

        Assert.Equal("TERMINATED maxSessionLengthTimeout", await EndAsync(session));
    }

    [Theory]
    [InlineData(
        "headerWithSuffix",
        404,
        "ResourceNotFoundException:http://internal.amazon.com/coral/com.amazonaws.gameliftstreams/",
        "\"Message\""
    )]
    [InlineData("bodyType", 404, null, "\"__type\":\"com.amazonaws.gameliftstreams#ResourceNotFoundException\"")]
    [InlineData("unknownCode", 404, "SomethingNewException", "\"Message\"")]
    [InlineData("html503", 503, null, "<html>")]
    public async Task Errors_may_be_dressed_otherwise(string envelope, int code, string? type, string text)
    {
        await SetAsync(new { errorEnvelope = envelope });

        var answer = await Emulator.CallAsync("GET", "/streamgroups/sg-None");

        Assert.Equal((code, type), (answer.Code, answer.ErrorType));
        Assert.Contains(text, answer.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Headers["x-amzn-requestid"]);
    }

    [Fact]
    public async Task Answers_may_have_members_and_values_that_are_new()
    {
        await SetAsync(new { unknownMembers = true, unknownValuesIn = new[] { "Status" } });

        var item = (await Emulator.CallAsync("GET", "/streamgroups")).Items[0];

        Assert.Equal("SOMETHING_NEW", item.GetProperty("Status").GetString());
        Assert.True(item.TryGetProperty("SomethingNew", out _));
    }

    [Theory]
    [InlineData(false, "TERMINATED")]
    [InlineData(true, "PENDING_CLIENT_RECONNECTION")]
    public async Task A_session_from_a_stream_URL_ends_when_its_client_is_lost(bool showsPending, string status)
    {
        await using var emulator = await EmulatorHost.StartAsync(
            switches: new() { StreamUrlShare = 1, StreamUrlSessionsShowPending = showsPending }
        );
        var arn = (await emulator.CallAsync("GET", "/streamsessions")).Items[0].GetProperty("Arn").GetString()!.Split('/');
        var path = $"/streamgroups/{arn[^2]}/streamsessions/{arn[^1]}";

        var dropped = await emulator.ControlAsync("POST", $"streamsessions/{arn[^1]}/drop");
        var refused = await emulator.CallAsync("POST", path + "/connections", new { SignalRequest = SomeOffer.New() });
        emulator.Advance(1);

        Assert.Equal((status, 409), (dropped.Member("status"), refused.Code));
        Assert.Equal("TERMINATED", (await emulator.CallAsync("GET", path)).Member("Status"));
    }

    [Fact]
    public async Task Only_the_switches_given_are_set()
    {
        await SetAsync(new { activatingSeconds = 7 });
        await SetAsync(new { terminatingSeconds = 4 });

        var switches = (await Emulator.ControlAsync("GET", "switches")).Json;

        Assert.Equal(
            (7, 4, 1.5),
            (
                switches.GetProperty("activatingSeconds").GetDouble(),
                switches.GetProperty("terminatingSeconds").GetDouble(),
                switches.GetProperty("reconnectingSeconds").GetDouble()
            )
        );
    }

    [Theory]
    [InlineData("""{"noSwitch":1}""", "noSwitch")]
    [InlineData("""{"activatingSeconds":-1}""", "ActivatingSeconds")]
    [InlineData("""{"brokenOffer":"maybe"}""", "brokenOffer")]
    [InlineData("""{"brokenOffer":1}""", "brokenOffer")]
    [InlineData("""{"rateLimits":null}""", "rateLimits")]
    [InlineData("[]", "JSON")]
    [InlineData("{\"\\ud800\":1}", "body")]
    public async Task A_wrong_switch_is_refused_by_a_sentence_that_names_it(string body, string named)
    {
        var answer = await Emulator.ControlRawAsync("PUT", "switches", body);

        Assert.Equal(400, answer.Code);
        Assert.Contains(named, answer.Member("message"), StringComparison.Ordinal);
    }
}

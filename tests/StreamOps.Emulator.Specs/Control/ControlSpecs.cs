using System.Globalization;
using System.Text.Json;
using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Control;

/// <summary>The calls under <c>/_emulator/</c>.</summary>
public sealed class ControlSpecs : EmulatorSpec
{
    [Fact]
    public async Task Health_tells_the_world()
    {
        var health = (await Emulator.ControlAsync("GET", "health")).Json;

        Assert.Equal(
            """{"status":"ok","scenario":"quiet","seed":42,"now":"2026-08-01T18:00:00.000Z","streamGroups":2,"streamSessions":6}""",
            health.GetRawText()
        );
    }

    [Fact]
    public async Task A_reset_brings_another_scenario_and_clears_faults_and_switches()
    {
        await SetAsync(new { activatingSeconds = 9 });
        await Emulator.ControlAsync("PUT", "faults", new[] { new { operation = "*", kind = "throttle" } });

        var answer = await Emulator.ControlAsync("POST", "reset", new { scenario = "busy-evening", seed = 7 });

        Assert.Equal("""{"scenario":"busy-evening","seed":7,"streamGroups":4,"streamSessions":200}""", answer.Text);
        Assert.Equal("[]", (await Emulator.ControlAsync("GET", "faults")).Text);
        Assert.Equal(2, (await Emulator.ControlAsync("GET", "switches")).Json.GetProperty("activatingSeconds").GetDouble());
    }

    [Fact]
    public async Task The_ledgers_numbers_go_on_over_a_reset_and_its_entries_over_a_populate()
    {
        await StartConnectedAsync();
        var before = (await Emulator.ControlAsync("GET", "ledger")).Json;
        await Emulator.ControlAsync(
            "POST",
            "populate",
            new
            {
                streamGroups = 1,
                sessionsPerGroup = 1,
                connectionTimeoutSeconds = 120,
            }
        );
        var populated = (await Emulator.ControlAsync("GET", "ledger?since=0")).Json;
        await Emulator.ControlAsync("POST", "reset");
        await Emulator.CallAsync("GET", "/streamgroups");
        var reset = (await Emulator.ControlAsync("GET", "ledger?since=0")).Json;

        Assert.Equal(before.GetRawText(), populated.GetRawText());
        Assert.Equal(
            before.GetProperty("lastSeq").GetInt64() + 1,
            Assert.Single(reset.GetProperty("calls").EnumerateArray()).GetProperty("seq").GetInt64()
        );
    }

    [Fact]
    public async Task Populate_replaces_the_world_by_connected_sessions_with_room_for_as_many_again()
    {
        var answer = await Emulator.ControlAsync(
            "POST",
            "populate",
            new
            {
                streamGroups = 3,
                sessionsPerGroup = 40,
                connectionTimeoutSeconds = 60,
            }
        );
        var sessions = (await Emulator.CallAsync("GET", "/streamsessions?Status=CONNECTED&MaxResults=100")).Items;
        var groups = (await Emulator.CallAsync("GET", "/streamgroups")).Items;
        var group = (await Emulator.CallAsync("GET", "/streamgroups/" + groups[0].GetProperty("Id").GetString())).Json;
        var idle = group.GetProperty("LocationStates").EnumerateArray().Sum(place => place.GetProperty("IdleCapacity").GetInt32());

        Assert.Equal((200, 120), (answer.Code, answer.Json.GetProperty("streamSessions").GetInt32()));
        Assert.Equal((100, 3), (sessions.Count, groups.Count));
        Assert.All(
            sessions,
            one =>
                Assert.True(
                    one.TryGetProperty("UserId", out _)
                        && one.TryGetProperty("Location", out _)
                        && one.TryGetProperty("ApplicationArn", out _)
                )
        );
        Assert.True(idle >= 40, $"There is room for {idle} only.");
        Assert.Equal(
            (await Emulator.CallAsync("GET", "/applications")).Items.Count,
            group.GetProperty("AssociatedApplications").GetArrayLength()
        );
    }

    [Fact]
    public async Task Nothing_happens_by_itself_in_a_populated_world()
    {
        await Emulator.ControlAsync(
            "POST",
            "populate",
            new
            {
                streamGroups = 2,
                sessionsPerGroup = 20,
                connectionTimeoutSeconds = 60,
            }
        );

        Emulator.Advance(4 * 3600);

        Assert.Empty(await LedgerAsync("transitions"));
    }

    [Fact]
    public async Task A_drop_is_in_effect_when_its_answer_arrives()
    {
        var session = await StartConnectedAsync();

        var answer = await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop");

        Assert.Equal($$"""{"streamSessionId":"{{session.Id}}","status":"PENDING_CLIENT_RECONNECTION"}""", answer.Text);
        Assert.Equal("PENDING_CLIENT_RECONNECTION", await StatusAsync(session));
    }

    [Fact]
    public async Task A_connect_brings_the_client_at_once()
    {
        var session = await StartAsync();
        Emulator.Advance(2);

        var answer = await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/connect");

        Assert.Equal((200, "CONNECTED"), (answer.Code, answer.Member("status")));
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("connect")]
    public async Task What_the_status_does_not_allow_is_409(string act)
    {
        var session = await StartAsync();

        var answer = await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/{act}");

        Assert.Equal(409, answer.Code);
        Assert.Contains("ACTIVATING", answer.Member("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_sessions_of_a_location_are_dropped_together()
    {
        await Emulator.ControlAsync(
            "POST",
            "populate",
            new
            {
                streamGroups = 2,
                sessionsPerGroup = 30,
                connectionTimeoutSeconds = 60,
            }
        );

        var ids = (await Emulator.ControlAsync("POST", "streamsessions/drop", new { count = 12, location = "us-east-1" }))
            .Json.GetProperty("streamSessionIds")
            .EnumerateArray()
            .Select(id => id.GetString()!)
            .ToHashSet(StringComparer.Ordinal);
        var waiting = (await Emulator.CallAsync("GET", "/streamsessions?Status=PENDING_CLIENT_RECONNECTION&MaxResults=100")).Items;

        Assert.Equal((12, 12), (ids.Count, waiting.Count));
        Assert.All(waiting, one => Assert.Contains(one.GetProperty("Arn").GetString()!.Split('/')[^1], ids));
        Assert.All(waiting, one => Assert.Equal("us-east-1", one.GetProperty("Location").GetString()));
    }

    [Theory]
    [InlineData("POST", "reset", """{"scenario":"loud"}""", 400)]
    [InlineData("POST", "reset", """{"seed":"seven"}""", 400)]
    [InlineData("POST", "reset", "{", 400)]
    [InlineData("POST", "populate", """{"streamGroups":0,"sessionsPerGroup":1,"connectionTimeoutSeconds":1}""", 400)]
    [InlineData("POST", "populate", """{"sessionsPerGroup":1}""", 400)]
    [InlineData("POST", "populate", """{"streamGroups":1,"sessionsPerGroup":1,"connectionTimeoutSeconds":3601}""", 400)]
    [InlineData("POST", "populate", """{"streamGroups":1,"sessionsPerGroup":1,"colour":"red"}""", 400)]
    [InlineData("POST", "populate", null, 400)]
    [InlineData("POST", "streamsessions/drop", """{"count":0}""", 400)]
    [InlineData("POST", "streamsessions/None/drop", null, 404)]
    [InlineData("PUT", "faults", """{"operation":"*","kind":"throttle"}""", 400)]
    [InlineData("PUT", "faults", """[{"operation":"*"}]""", 400)]
    [InlineData("PUT", "faults", """[null]""", 400)]
    [InlineData("PUT", "faults", """[{"operation":"Nothing","kind":"throttle"}]""", 400)]
    [InlineData("PUT", "faults", """[{"operation":"*","kind":"melt"}]""", 400)]
    [InlineData("PUT", "faults", """[{"operation":"*","kind":"throttle","probability":2}]""", 400)]
    [InlineData("PUT", "faults", """[{"operation":"*","kind":"latency","latencyMs":-1}]""", 400)]
    [InlineData("PUT", "faults", """[{"operation":"*","kind":"error","statusCode":200}]""", 400)]
    [InlineData("GET", "ledger?since=x", null, 400)]
    [InlineData("GET", "nothing", null, 404)]
    [InlineData("GET", "reset", null, 405)]
    public async Task A_wrong_call_is_answered_by_a_sentence(string method, string path, string? body, int code)
    {
        var answer = await Emulator.ControlRawAsync(method, path, body);

        Assert.Equal(code, answer.Code);
        Assert.EndsWith(".", answer.Member("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "emulator.example")]
    [InlineData("Origin", "https://somewhere.example")]
    public async Task A_page_from_elsewhere_controls_nothing(string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Emulator.BaseAddress, "/_emulator/reset"));
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Equal(403, (await Emulator.SendAsync(request)).Code);
    }

    [Fact]
    public async Task The_ledger_tells_what_a_call_gave_also_when_it_was_refused()
    {
        var session = await StartConnectedAsync();
        var token = Guid.NewGuid().ToString();
        var since = (await Emulator.ControlAsync("GET", "ledger")).Json.GetProperty("lastSeq").GetInt64();
        var body = JsonSerializer.Serialize(new { SignalRequest = SomeOffer.New(), ClientToken = token });
        var request = Emulator.SignedRequest("POST", session.Path + "/connections", body, new("emulator", "guess"));
        request.Headers.Add("amz-sdk-request", "attempt=2; max=3");
        request.Headers.Add("amz-sdk-invocation-id", "b1b0c8a3");
        await Emulator.SendAsync(request);

        var call = Assert.Single(await LedgerAsync("calls", since));

        Assert.Equal(
            $$"""{"seq":{{since + 1}},"at":"2026-08-01T18:00:05.000Z","operation":"CreateStreamSessionConnection","statusCode":403,"errorCode":"InvalidSignatureException","attempt":2,"invocationId":"b1b0c8a3","clientToken":"{{token}}","streamSessionId":"{{session.Id}}"}""",
            call.GetRawText()
        );
    }

    [Fact]
    public async Task The_ledger_tells_transitions_with_time_and_reason()
    {
        var session = await StartDroppedAsync();
        Emulator.Advance(120);

        var told = (await LedgerAsync("transitions")).Select(one =>
            $"{one.GetProperty("at").GetDateTimeOffset().ToString("mm:ss", CultureInfo.InvariantCulture)} {one.GetProperty("from")}>{one.GetProperty("to")} {one.GetProperty("reason")}"
        );

        Assert.Equal(
            "00:00 >ACTIVATING |00:02 ACTIVATING>ACTIVE |00:05 ACTIVE>CONNECTED |00:05 CONNECTED>PENDING_CLIENT_RECONNECTION |"
                + "02:05 PENDING_CLIENT_RECONNECTION>TERMINATED reconnectionTimeout",
            string.Join('|', told)
        );
        Assert.NotEmpty(session.Id);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StreamOps.Emulator.Media;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Game;

/// <summary>The game's pages, its scripts and its small backend.</summary>
public sealed class GamePagesSpecs : EmulatorSpec
{
    private const string Key = "a-key-of-the-specs-that-nobody-else-has";

    protected override EmulatorOptions Options => new() { TicketKey = Key };

    [Theory]
    [InlineData("host")]
    [InlineData("client")]
    [InlineData("by-hand")]
    public async Task A_page_has_a_strict_policy_and_may_be_framed_from_this_machine_alone(string page)
    {
        var answer = await Emulator.ControlAsync("GET", page);

        var policy = answer.Headers["content-security-policy"];
        Assert.StartsWith("default-src 'none'; script-src 'self'", policy, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors http://127.0.0.1:* http://localhost:*", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(("text/html; charset=utf-8", "nosniff"), (answer.Headers["content-type"], answer.Headers["x-content-type-options"]));
    }

    [Fact]
    public async Task The_players_address_joins_the_clients_policy_when_it_becomes_known()
    {
        Emulator.Options.PlayerUrl.Value = new Uri("http://127.0.0.1:5180/");

        var policy = (await Emulator.ControlAsync("GET", "client")).Headers["content-security-policy"];

        Assert.Contains(
            "script-src 'self' http://127.0.0.1:5180; connect-src 'self' http://127.0.0.1:5180;",
            policy,
            StringComparison.Ordinal
        );
        var setup = (await Emulator.ControlAsync("GET", "client/setup")).Json;
        Assert.True(setup.GetProperty("standsBy").GetBoolean());
    }

    [Theory]
    [InlineData("host", "evil.example", null)]
    [InlineData("client/setup", null, "http://evil.example")]
    [InlineData("client/sessions", "evil.example", null)]
    public async Task From_elsewhere_nothing_is_served(string path, string? host, string? origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Emulator.BaseAddress, $"/_emulator/{path}"));
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        Assert.Equal(403, (await Emulator.SendAsync(request)).Code);
    }

    [Fact]
    public async Task The_Web_SDKs_stand_in_may_be_loaded_by_any_page() =>
        Assert.Equal("*", (await Emulator.ControlAsync("GET", "web-sdk.js")).Headers["access-control-allow-origin"]);

    [Fact]
    public async Task The_protocol_scripts_address_is_the_hash_of_its_content()
    {
        var script = await Emulator.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(WebSdkProtocol.UrlAt(Emulator.BaseAddress))));

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script.Text)));
        Assert.Equal($"/web-sdk/{hash}.js", WebSdkProtocol.Path);
    }

    [Fact]
    public async Task The_backend_starts_a_session_as_a_counted_call_and_tells_the_answer_until_a_client_connects()
    {
        var started = (await Emulator.ControlAsync("POST", "client/sessions", new { offer = SomeOffer.New(), userId = "u-7" })).Json;
        var id = started.GetProperty("streamSessionId").GetString()!;
        Assert.Equal("ACTIVATING", started.GetProperty("status").GetString());
        Emulator.Advance(2);

        var active = await StandingAsync(id);
        Emulator.Advance(3);
        var connected = await StandingAsync(id);

        Assert.Contains("webSdkProtocolUrl", active.GetProperty("signalResponse").GetString(), StringComparison.Ordinal);
        Assert.Equal("CONNECTED", connected.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, connected.GetProperty("signalResponse").ValueKind);
        Assert.Equal("StartStreamSession", Assert.Single(await LedgerAsync("calls")).GetProperty("operation").GetString());
    }

    [Fact]
    public async Task The_backend_meets_the_services_faults_and_tells_them()
    {
        await Emulator.ControlAsync("PUT", "faults", new[] { new { operation = "StartStreamSession", kind = "throttle" } });

        var refused = await Emulator.ControlAsync("POST", "client/sessions", new { offer = SomeOffer.New() });

        Assert.Equal((429, "Rate exceeded."), (refused.Code, refused.Json.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_ticket_is_signed_names_the_session_and_dies_with_it()
    {
        var started = (await Emulator.ControlAsync("POST", "client/sessions", new { offer = SomeOffer.New() })).Json;
        var path = $"client/sessions/{started.GetProperty("streamSessionId").GetString()}/ticket";

        var ticket = (await Emulator.ControlAsync("POST", path)).Json.GetProperty("ticket").GetString()!;
        var other = (await Emulator.ControlAsync("POST", path)).Json.GetProperty("ticket").GetString()!;

        var parts = ticket.Split('.');
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[0]));
        Assert.Equal(started.GetProperty("arn").GetString(), claims.GetProperty("arn").GetString());
        Assert.Equal(Emulator.Time.GetUtcNow().AddSeconds(43_200).ToUnixTimeSeconds(), claims.GetProperty("exp").GetInt64());
        Assert.True(Base64Url.DecodeFromChars(claims.GetProperty("nonce").GetString()).Length >= 16);
        Assert.Equal(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(parts[0])),
            Base64Url.DecodeFromChars(parts[1])
        );
        Assert.NotEqual(ticket, other);
    }

    private async Task<JsonElement> StandingAsync(string id) => (await Emulator.ControlAsync("GET", $"client/sessions/{id}")).Json;
}

/// <summary>Without a key there is nothing to sign with.</summary>
public sealed class KeylessPagesSpecs : EmulatorSpec
{
    [Fact]
    public async Task A_ticket_is_refused_in_a_sentence_and_the_page_is_told_that_it_does_not_stand_by()
    {
        var session = await StartAsync();

        var refused = await Emulator.ControlAsync("POST", $"client/sessions/{session.Id}/ticket");

        Assert.Equal(
            (404, "No ticket key is set: this page cannot stand by."),
            (refused.Code, refused.Json.GetProperty("message").GetString())
        );
        Assert.False((await Emulator.ControlAsync("GET", "client/setup")).Json.GetProperty("standsBy").GetBoolean());
    }
}

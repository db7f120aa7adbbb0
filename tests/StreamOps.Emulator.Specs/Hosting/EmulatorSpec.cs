using System.Text.Json;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Specs.Hosting;

/// <summary>A spec on an emulator of its own, with the words most specs use.</summary>
public abstract class EmulatorSpec : IAsyncLifetime
{
    private EmulatorHost? _host;

    protected EmulatorHost Emulator => _host!;

    protected virtual string Scenario => "quiet";

    protected virtual EmulatorSwitches Switches => new() { RateLimits = false };

    /// <summary>Options beyond scenario and switches.</summary>
    protected virtual EmulatorOptions Options => new();

    public async ValueTask InitializeAsync() => _host = await EmulatorHost.StartAsync(Scenario, switches: Switches, more: Options);

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The only group of that description.</summary>
    protected async Task<JsonElement> GroupAsync(string description = "Skyrail live") =>
        (await Emulator.CallAsync("GET", "/streamgroups")).Items.Single(group =>
            group.GetProperty("Description").GetString() == description
        );

    /// <summary>Starts a session with an offer in the group "Skyrail live".</summary>
    protected async Task<RunningSession> StartAsync(object? more = null, string? offer = null)
    {
        var group = await GroupAsync();
        var groupId = group.GetProperty("Id").GetString()!;
        var body = StartBody(group, offer ?? SomeOffer.New());
        foreach (var member in JsonSerializer.SerializeToElement(more ?? new { }).EnumerateObject())
        {
            body[member.Name] = member.Value;
        }

        var answer = await Emulator.CallAsync("POST", $"/streamgroups/{groupId}/streamsessions", body);
        Assert.True(answer.Code == 201, answer.Text);
        return new(groupId, answer.Member("Arn").Split('/')[^1]);
    }

    /// <summary>Starts a session and waits until its scripted client is connected.</summary>
    protected async Task<RunningSession> StartConnectedAsync(object? more = null)
    {
        var session = await StartAsync(more);
        Emulator.Advance(5);
        Assert.Equal("CONNECTED", await StatusAsync(session));
        return session;
    }

    protected async Task<RunningSession> StartDroppedAsync(object? more = null)
    {
        var session = await StartConnectedAsync(more);
        Assert.Equal(200, (await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop")).Code);
        return session;
    }

    protected static Dictionary<string, object> StartBody(JsonElement group, string offer) =>
        new(StringComparer.Ordinal)
        {
            ["Protocol"] = "WebRTC",
            ["SignalRequest"] = offer,
            ["ApplicationIdentifier"] = group.GetProperty("DefaultApplication").GetProperty("Id").GetString()!,
        };

    protected Task<Answer> GetAsync(RunningSession session) => Emulator.CallAsync("GET", session.Path);

    protected async Task<string> StatusAsync(RunningSession session) => (await GetAsync(session)).Member("Status");

    protected async Task<string> EndAsync(RunningSession session)
    {
        var answer = await GetAsync(session);
        return $"{answer.Member("Status")} {answer.Member("StatusReason")}";
    }

    protected Task<Answer> ConnectAsync(RunningSession session, string? offer = null, string? token = null) =>
        Emulator.CallAsync(
            "POST",
            session.Path + "/connections",
            token is null
                ? new { SignalRequest = offer ?? SomeOffer.New() }
                : new { SignalRequest = offer ?? SomeOffer.New(), ClientToken = token }
        );

    protected async Task SetAsync(object switches)
    {
        var answer = await Emulator.ControlAsync("PUT", "switches", switches);
        Assert.True(answer.Code == 200, answer.Text);
    }

    protected async Task<IReadOnlyList<JsonElement>> LedgerAsync(string part, long since = 0) =>
        [.. (await Emulator.ControlAsync("GET", $"ledger?since={since}")).Json.GetProperty(part).EnumerateArray()];
}

/// <summary>Where a session is found.</summary>
public sealed record RunningSession(string GroupId, string Id)
{
    public string Path => $"/streamgroups/{GroupId}/streamsessions/{Id}";
}

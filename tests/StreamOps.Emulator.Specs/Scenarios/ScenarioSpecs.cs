using System.Text.Json;
using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Scenarios;

/// <summary>What each scenario begins with and lets happen.</summary>
public sealed class ScenarioSpecs
{
    private const string Lost = "PENDING_CLIENT_RECONNECTION";

    [Fact]
    public async Task Quiet_has_two_groups_and_a_handful_of_connected_sessions_and_nothing_happens()
    {
        await using var emulator = await EmulatorHost.StartAsync("quiet");

        emulator.Advance(4 * 3600);

        Assert.Equal(2, (await emulator.CallAsync("GET", "/streamgroups")).Items.Count);
        Assert.All(
            (await emulator.CallAsync("GET", "/streamsessions")).Items,
            one => Assert.Equal("CONNECTED", one.GetProperty("Status").GetString())
        );
        Assert.Empty(await TransitionsAsync(emulator));
    }

    [Fact]
    public async Task A_busy_evening_begins_with_three_players_waiting()
    {
        await using var emulator = await EmulatorHost.StartAsync("busy-evening");

        var waiting = (await emulator.CallAsync("GET", "/streamsessions?Status=" + Lost)).Items;
        var left = waiting.Select(one =>
            120 - (int)(emulator.Time.GetUtcNow().ToUnixTimeSeconds() - one.GetProperty("LastUpdatedAt").GetDouble())
        );

        Assert.Equal([35, 60, 100], left.Order().ToArray());
    }

    [Fact]
    public async Task The_players_who_wait_are_lost_when_their_windows_close()
    {
        await using var emulator = await EmulatorHost.StartAsync("busy-evening");

        emulator.Advance(110);

        var lost = (await TransitionsAsync(emulator)).Where(one => Reason(one) == "reconnectionTimeout").Select(SecondsIn).Order();
        Assert.Equal([35.0, 60.0, 100.0], lost.ToArray());
    }

    [Fact]
    public async Task A_busy_evening_has_200_sessions_in_4_groups_and_stays_about_so()
    {
        await using var emulator = await EmulatorHost.StartAsync("busy-evening");

        Assert.Equal(4, (await emulator.CallAsync("GET", "/streamgroups")).Items.Count);
        Assert.Equal(200, await LiveAsync(emulator));
        emulator.Advance(2 * 3600);
        Assert.InRange(await LiveAsync(emulator), 170, 220);
    }

    [Fact]
    public async Task A_busy_evening_loses_a_player_every_15_to_40_seconds()
    {
        await using var emulator = await EmulatorHost.StartAsync("busy-evening");
        emulator.Advance(3600);

        var drops = (await TransitionsAsync(emulator)).Where(one => To(one) == Lost).Select(SecondsIn).ToList();

        // A player who leaves before the loss is noticed makes one drop fewer, hence a longer gap.
        var gaps = drops.Zip(drops.Skip(1), (one, next) => next - one).ToList();
        Assert.InRange(drops.Count, 85, 240);
        Assert.All(gaps, gap => Assert.InRange(gap, 14.99, 81));
        Assert.InRange(gaps.Count(gap => gap > 40.01), 0, 3);
    }

    [Fact]
    public async Task Some_players_come_back_by_themselves_and_some_windows_are_lost()
    {
        await using var emulator = await EmulatorHost.StartAsync("busy-evening");
        emulator.Advance(3600);

        var all = await TransitionsAsync(emulator);

        Assert.InRange(all.Count(one => To(one) == "RECONNECTING"), 30, 110);
        Assert.InRange(all.Count(one => Reason(one) == "reconnectionTimeout"), 20, 110);
        Assert.Contains(all, one => To(one) == "ACTIVATING");
        Assert.Contains(all, one => Reason(one) == "applicationExit");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_evening_and_another_seed_another()
    {
        var one = await EveningAsync(7);

        Assert.Equal(one, await EveningAsync(7));
        Assert.False(one == await EveningAsync(8));
    }

    [Fact]
    public async Task Calls_do_not_change_who_comes_and_when()
    {
        await using var quietly = await EmulatorHost.StartAsync("busy-evening", 7);
        await using var busily = await EmulatorHost.StartAsync("busy-evening", 7);
        var group = (await busily.CallAsync("GET", "/streamgroups")).Items[0];
        var start = new
        {
            Protocol = "WebRTC",
            SignalRequest = SomeOffer.New(),
            ApplicationIdentifier = group.GetProperty("DefaultApplication").GetProperty("Id").GetString(),
        };
        var mine = (await busily.CallAsync("POST", $"/streamgroups/{group.GetProperty("Id").GetString()}/streamsessions", start)).Member(
            "Arn"
        );

        quietly.Advance(300);
        busily.Advance(300);

        Assert.Equal(Starts(await TransitionsAsync(quietly), ""), Starts(await TransitionsAsync(busily), mine.Split('/')[^1]));
    }

    [Fact]
    public async Task A_region_outage_loses_60_players_of_one_location_within_10_seconds()
    {
        await using var emulator = await EmulatorHost.StartAsync("region-outage");
        emulator.Advance(600);

        var drops = (await TransitionsAsync(emulator)).Where(one => To(one) == Lost).ToList();
        var seconds = drops.Select(SecondsIn).ToList();
        var ids = drops.Select(one => one.GetProperty("streamSessionId").GetString()).ToHashSet(StringComparer.Ordinal);
        var lost = await AllAsync(emulator, "TERMINATED");

        Assert.Equal(60, ids.Count);
        Assert.True(seconds.Max() - seconds.Min() <= 10);
        Assert.All(lost, one => Assert.Equal("eu-central-1", one.GetProperty("Location").GetString()));
    }

    private static async Task<string> EveningAsync(int seed)
    {
        await using var emulator = await EmulatorHost.StartAsync("busy-evening", seed);
        emulator.Advance(600);
        return string.Join('\n', (await TransitionsAsync(emulator)).Select(one => one.GetRawText()));
    }

    private static string Starts(IEnumerable<JsonElement> transitions, string except) =>
        string.Join(
            ' ',
            transitions
                .Where(one => To(one) == "ACTIVATING" && one.GetProperty("streamSessionId").GetString() != except)
                .Select(one => $"{one.GetProperty("streamSessionId")}@{one.GetProperty("at")}")
        );

    private static async Task<int> LiveAsync(EmulatorHost emulator)
    {
        var groups = (await emulator.CallAsync("GET", "/streamgroups")).Items;
        var live = 0;
        foreach (var group in groups)
        {
            var places = (await emulator.CallAsync("GET", "/streamgroups/" + group.GetProperty("Id").GetString())).Json.GetProperty(
                "LocationStates"
            );
            live += places
                .EnumerateArray()
                .Sum(place => place.GetProperty("AllocatedCapacity").GetInt32() - place.GetProperty("IdleCapacity").GetInt32());
        }

        return live;
    }

    private static async Task<List<JsonElement>> AllAsync(EmulatorHost emulator, string status) =>
        [.. (await emulator.CallAsync("GET", $"/streamsessions?MaxResults=100&Status={status}")).Items];

    private static async Task<List<JsonElement>> TransitionsAsync(EmulatorHost emulator) =>
        [.. (await emulator.ControlAsync("GET", "ledger?since=0")).Json.GetProperty("transitions").EnumerateArray()];

    private static string? To(JsonElement transition) => transition.GetProperty("to").GetString();

    private static string? Reason(JsonElement transition) => transition.GetProperty("reason").GetString();

    // Every emulator of these specs begins at the full hour.
    private static double SecondsIn(JsonElement transition) =>
        transition.GetProperty("at").GetDateTimeOffset().TimeOfDay.TotalSeconds - TimeSpan.FromHours(18).TotalSeconds;
}

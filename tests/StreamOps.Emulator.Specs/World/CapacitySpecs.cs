using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.World;

/// <summary>Slots of https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_LocationState.html</summary>
public sealed class CapacitySpecs : EmulatorSpec
{
    [Fact]
    public async Task A_session_holds_its_slot_from_ACTIVATING_until_it_has_ended()
    {
        var before = await IdleAsync();
        var session = await StartAsync();
        var activating = await IdleAsync();
        Emulator.Advance(5);
        await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop");
        var pending = await IdleAsync();
        await Emulator.CallAsync("DELETE", session.Path);
        var terminating = await IdleAsync();
        Emulator.Advance(1);

        Assert.Equal((7, 6, 6, 6, 7), (before, activating, pending, terminating, await IdleAsync()));
    }

    [Fact]
    public async Task A_start_without_capacity_waits_for_a_session_to_end()
    {
        var (first, waiting) = await FillAsync();
        Emulator.Advance(30);
        Assert.Equal("ACTIVATING", await StatusAsync(waiting));

        await Emulator.CallAsync("DELETE", first.Path);
        Emulator.Advance(1 + 2);

        Assert.Equal("ACTIVE", await StatusAsync(waiting));
    }

    [Fact]
    public async Task A_start_without_capacity_ends_in_ERROR_placementTimeout()
    {
        // On-demand capacity on Windows may take ten minutes, so the start waits as long.
        var (_, waiting) = await FillAsync();

        Emulator.Advance(599);
        Assert.Equal("ACTIVATING", await StatusAsync(waiting));
        Emulator.Advance(1);

        Assert.Equal("ERROR placementTimeout", await EndAsync(waiting));
    }

    [Fact]
    public async Task A_start_with_always_on_capacity_alone_waits_75_seconds()
    {
        await Emulator.ControlAsync(
            "POST",
            "populate",
            new
            {
                streamGroups = 1,
                sessionsPerGroup = 0,
                connectionTimeoutSeconds = 120,
            }
        );
        var group = (await Emulator.CallAsync("GET", "/streamgroups")).Items[0];
        var path = $"/streamgroups/{group.GetProperty("Id").GetString()}/streamsessions";
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(201, (await Emulator.CallAsync("POST", path, StartBody(group, SomeOffer.New()))).Code);
        }

        var waiting = (await Emulator.CallAsync("POST", path, StartBody(group, SomeOffer.New()))).Member("Arn").Split('/')[^1];
        Emulator.Advance(75);

        Assert.Equal("placementTimeout", (await Emulator.CallAsync("GET", $"{path}/{waiting}")).Member("StatusReason"));
    }

    [Fact]
    public async Task A_start_takes_the_first_of_its_locations_with_capacity()
    {
        var (_, waiting) = await FillAsync();
        var elsewhere = await StartAsync(new { Locations = new[] { "us-west-2", "us-east-1" } });
        Emulator.Advance(2);

        Assert.Equal("us-east-1", (await GetAsync(elsewhere)).Member("Location"));
        Assert.Equal("ACTIVATING", await StatusAsync(waiting));
    }

    // The primary location has room for 20, and three play there.
    private async Task<(RunningSession First, RunningSession Waiting)> FillAsync()
    {
        var first = await StartConnectedAsync();
        for (var i = 0; i < 16; i++)
        {
            await StartAsync();
        }

        return (first, await StartAsync());
    }

    private async Task<int> IdleAsync()
    {
        var id = (await GroupAsync()).GetProperty("Id").GetString();
        return (await Emulator.CallAsync("GET", $"/streamgroups/{id}"))
            .Json.GetProperty("LocationStates")[0]
            .GetProperty("IdleCapacity")
            .GetInt32();
    }
}

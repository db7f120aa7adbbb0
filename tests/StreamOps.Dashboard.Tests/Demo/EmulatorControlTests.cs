using System.Net.Http.Json;
using System.Text.Json;
using StreamOps.Dashboard.Demo;

namespace StreamOps.Dashboard.Tests.Demo;

/// <summary>The stage's acts on an embedded emulator, over HTTP.</summary>
public sealed class EmulatorControlTests : IAsyncLifetime
{
    private readonly EmbeddedEmulator _emulator = EmbeddedEmulator.Start(new() { Scenario = "quiet" }, ticketKey: new string('k', 32));
    private EmulatorControl _control = null!;

    public static TheoryData<string> Faults => [.. StageFault.All.Select(fault => fault.Name)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _control = new EmulatorControl(_emulator);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _emulator.StopAsync(Cancellation);
        await _emulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_fault_is_switched_on_and_off_alone(string name)
    {
        var fault = StageFault.All.Single(fault => fault.Name == name);
        var other = StageFault.All.First(fault => fault.Name != name);
        await _control.SetFaultsAsync([other.Rule], Cancellation);

        await _control.SetFaultsAsync(fault.Toggle(await _control.FaultsAsync(Cancellation)), Cancellation);
        var on = await _control.FaultsAsync(Cancellation);
        await _control.SetFaultsAsync(fault.Toggle(on), Cancellation);
        var off = await _control.FaultsAsync(Cancellation);

        Assert.True(fault.IsOn(on) && other.IsOn(on));
        Assert.Equal([other.Rule], off);
    }

    [Fact]
    public async Task A_region_goes_out_with_all_its_players_and_an_evening_begins_anew()
    {
        Assert.Equal(5, await _control.DropManyAsync(60, "us-west-2", Cancellation));
        Assert.Equal(0, await _control.DropManyAsync(60, "us-west-2", Cancellation));

        await _control.ResetAsync("quiet", 7, Cancellation);

        Assert.Equal(1, await _control.DropManyAsync(60, "us-east-1", Cancellation));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_player_leaves_for_good_whatever_goes_wrong_with_the_service(string name)
    {
        using var http = new HttpClient { BaseAddress = _emulator.Address };
        using var dropped = await http.PostAsJsonAsync("_emulator/streamsessions/drop", new { count = 1 }, Cancellation);
        var id = (await dropped.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("streamSessionIds")[0].GetString()!;
        await _control.SetFaultsAsync([StageFault.All.Single(fault => fault.Name == name).Rule], Cancellation);

        await _control.EndAsync(id, Cancellation);

        var game = await http.GetFromJsonAsync<JsonElement>($"_emulator/client/sessions/{id}", Cancellation);
        Assert.StartsWith("TERMINAT", game.GetProperty("status").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_the_emulators_sentence()
    {
        var refusal = await Assert.ThrowsAsync<EmulatorRefusedException>(() => _control.DropAsync("nobody", Cancellation));

        Assert.Equal("There is no stream session nobody.", refusal.Message);
    }
}

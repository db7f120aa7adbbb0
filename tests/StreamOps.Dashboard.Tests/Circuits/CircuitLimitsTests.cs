using System.Net;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>What a browser, or one that only says it is, may make a circuit hold and tell.</summary>
[Trait("Row", "R14")]
public sealed class CircuitLimitsTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const int LargestMessage = 32 * 1024;
    private const long Gigabyte = 1024L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Circuits_tell_no_details_keep_little_and_wait_for_no_script_for_ever()
    {
        var options = shared.Dashboard.Services.GetRequiredService<IOptions<CircuitOptions>>().Value;

        Assert.False(options.DetailedErrors);
        Assert.Equal(0, options.PersistedCircuitInMemoryMaxRetained);
        Assert.InRange(options.DisconnectedCircuitMaxRetained, 50, OpenConnections.AllLasting);
        Assert.InRange(options.DisconnectedCircuitRetentionPeriod, TimeSpan.Zero, TimeSpan.FromMinutes(3));
        Assert.InRange(options.JSInteropDefaultCallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.InRange(options.MaxBufferedUnacknowledgedRenderBatches, 1, 10);
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 128)]
    [InlineData(4, 512)]
    [InlineData(64, OpenConnections.AllLasting)]
    public void Lost_circuits_are_kept_by_the_memory_there_is(long gigabytes, int kept) =>
        Assert.Equal(kept, BoundedCircuits.LostCircuits(gigabytes * Gigabyte));

    [Fact]
    public async Task A_message_over_32_KB_ends_its_circuit_alone_and_one_below_does_not()
    {
        await using var other = await HeadlessCircuit.OpenAsync(shared.Dashboard.Address, new CookieContainer());
        await using var below = await HeadlessCircuit.OpenAsync(shared.Dashboard.Address, new CookieContainer());
        await using var over = await HeadlessCircuit.OpenAsync(shared.Dashboard.Address, new CookieContainer());

        await below.SendAsync("OnLocationChanged", $"{shared.Dashboard.Address}?q={new string('x', LargestMessage - 512)}", null, false);
        await over.SendAsync("OnLocationChanged", $"{shared.Dashboard.Address}?q={new string('x', LargestMessage)}", null, false);

        await over.Closed.WaitAsync(Patience);
        await other.PressEverythingAsync();
        Assert.False(below.Closed.IsCompleted);
        Assert.False(other.Closed.IsCompleted);
    }
}

using System.Net;
using System.Net.Sockets;
using StreamOps.EndToEnd.Hosting;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>What whoever starts the dashboard reads.</summary>
public sealed class StartJourney
{
    [Fact]
    public async Task The_start_log_says_which_address_is_whose_the_operators_first()
    {
        await using var server = new DemoServer();
        await server.StartAsync();

        await Eventually.BeTrueAsync(
            "the addresses are told",
            TimeSpan.FromSeconds(20),
            () => Task.FromResult(server.Output.Contains("Demo:", StringComparison.Ordinal))
        );
        var lines = server.Output.Split('\n').Where(line => line.Contains("http://", StringComparison.Ordinal)).ToList();

        Assert.Collection(
            lines,
            line => Assert.Contains($"Operators: open {server.Address} in a browser", line, StringComparison.Ordinal),
            line => Assert.Contains($"Players: rescue links lead to {server.PlayerAddress}", line, StringComparison.Ordinal),
            line => Assert.Contains("Demo: the emulated service answers on http://127.0.0.1:", line, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(true, "choose a port with --urls.")]
    [InlineData(false, "choose a port with StreamOps:Player:Urls.")]
    public async Task A_taken_port_is_one_sentence_and_no_start(bool isOperators, string way)
    {
        await using var server = new DemoServer();
        var address = isOperators ? server.Address : server.PlayerAddress;
        using var other = new TcpListener(IPAddress.Loopback, new Uri(address).Port);
        other.Start();

        server.Launch();
        await server.Process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, server.Process.ExitCode);
        var line = Assert.Single(server.Output.Split('\n'));
        Assert.Contains(address, line, StringComparison.Ordinal);
        Assert.EndsWith(way, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_one_sentence_and_no_start()
    {
        // Of a network for documentation: nobody has it.
        await using var server = new DemoServer { PlayerAddress = "http://192.0.2.1:5181" };

        server.Launch();
        await server.Process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, server.Process.ExitCode);
        var line = Assert.Single(server.Output.Split('\n'));
        Assert.StartsWith("Cannot listen on http://192.0.2.1:5181: ", line, StringComparison.Ordinal);
    }
}

using StreamOps.Emulator;

namespace StreamOps.Dashboard.Demo;

/// <summary>The emulator inside this process, on a free loopback port of its own: the dashboard speaks to it over HTTP like to AWS.</summary>
internal sealed class EmbeddedEmulator : IHostedService, IAsyncDisposable
{
    /// <summary>Key and secret that requests to it are signed with.</summary>
    public static readonly (string AccessKeyId, string SecretAccessKey) Keys = ("emulator", "emulator");

    private readonly WebApplication _emulator;

    private EmbeddedEmulator(WebApplication emulator, Uri address)
    {
        _emulator = emulator;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts before the host is built, since its address is a setting of the host.</summary>
    public static EmbeddedEmulator Start(DemoOptions options)
    {
        var emulator = EmulatorApp.Build(
            new()
            {
                Urls = "http://127.0.0.1:0",
                Scenario = options.Scenario,
                Seed = options.Seed,
                AccessKeyId = Keys.AccessKeyId,
                SecretAccessKey = Keys.SecretAccessKey,
            }
        );
        emulator.Start();
        return new EmbeddedEmulator(emulator, EmulatorApp.BaseAddress(emulator));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _emulator.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();
}

using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Outside;
using StreamOps.Emulator;
using StreamOps.Emulator.Settings;

namespace StreamOps.Dashboard.Demo;

/// <summary>The emulator inside this process, on a free loopback port of its own: the dashboard speaks to it over HTTP like to AWS.</summary>
internal sealed class EmbeddedEmulator : IHostedService, IAsyncDisposable
{
    /// <summary>Key and secret that requests to it are signed with.</summary>
    public static readonly (string AccessKeyId, string SecretAccessKey) Keys = ("emulator", "emulator");

    private readonly WebApplication _emulator;
    private readonly PlayerUrl _playerUrl;

    private EmbeddedEmulator(WebApplication emulator, Uri address, PlayerUrl playerUrl)
    {
        _emulator = emulator;
        _playerUrl = playerUrl;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts before the host is built, since its address is a setting of the host.</summary>
    /// <param name="options">Which evening it plays.</param>
    /// <param name="ticketKey">What the backend of its game signs stand-by tickets with.</param>
    public static EmbeddedEmulator Start(DemoOptions options, string ticketKey)
    {
        var playerUrl = new PlayerUrl();
        var emulator = EmulatorApp.Build(
            new()
            {
                Urls = "http://127.0.0.1:0",
                Scenario = options.Scenario,
                Seed = options.Seed,
                AccessKeyId = Keys.AccessKeyId,
                SecretAccessKey = Keys.SecretAccessKey,
                TicketKey = ticketKey,
                PlayerUrl = playerUrl,
            },
            configure: builder =>
            {
                builder.Logging.AddVisibleConsole();
                builder.Services.AddSingleton<IHostLifetime, HostWithin>();
            }
        );
        emulator.Start();
        return new EmbeddedEmulator(emulator, EmulatorApp.BaseAddress(emulator), playerUrl);
    }

    /// <summary>Tells the pages of its game where players are served: known once that listener has started.</summary>
    public void ServePlayersAt(Uri address) => _playerUrl.Value = address;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Last of all: while the host stops, what reads it may still do so.</summary>
    public async ValueTask DisposeAsync()
    {
        await _emulator.StopAsync();
        await _emulator.DisposeAsync();
    }
}

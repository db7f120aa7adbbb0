using StreamOps.Dashboard.Player;
using StreamOps.Operations.StandBy;

namespace StreamOps.Dashboard.Demo;

/// <summary>The player's side of the demo: the emulator stands for the company that deploys, with its Web SDK, its game's page and its backend.</summary>
internal sealed class DemoPlayer(EmbeddedEmulator emulator, PlayerListener listener) : IHostedService
{
    private const int KeyBytes = 32;

    /// <summary>The key that was set, else one for this run.</summary>
    public static string TicketKey(IConfiguration configuration) =>
        configuration[$"{StandByOptions.Section}:{nameof(StandByOptions.TicketKey)}"] is { Length: > 0 } key
            ? key
            : Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>What is not set follows from where the emulator listens.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(IConfiguration configuration, Uri emulator, string ticketKey)
    {
        var origin = emulator.GetLeftPart(UriPartial.Authority);
        var player = configuration.GetSection(PlayerOptions.Section).Get<PlayerOptions>() ?? new();
        yield return new($"{StandByOptions.Section}:{nameof(StandByOptions.TicketKey)}", ticketKey);
        yield return new($"{PlayerOptions.Section}:{nameof(PlayerOptions.AllowedOrigins)}", $"{player.AllowedOrigins};{origin}");
        yield return new($"{PlayerOptions.Section}:{nameof(PlayerOptions.WebSdkProtocolHosts)}", $"{player.WebSdkProtocolHosts};{origin}");
        if (player.WebSdk.Length == 0)
        {
            yield return new($"{PlayerOptions.Section}:{nameof(PlayerOptions.WebSdk)}", $"{origin}/_emulator/web-sdk.js");
        }
    }

    /// <summary>Starts after the listener.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        emulator.ServePlayersAt(new Uri(listener.Address));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

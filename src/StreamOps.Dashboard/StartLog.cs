using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Demo;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Player;

namespace StreamOps.Dashboard;

/// <summary>Says once everything has started which address is whose, the operators' first. The framework's own lines name no owner and stay out.</summary>
internal sealed partial class StartLog(
    IServer operators,
    PlayerListener players,
    IOptions<NetworkOptions> network,
    IOptions<PlayerOptions> player,
    ILogger<StartLog> logger,
    EmbeddedEmulator? emulator = null
) : IHostedLifecycleService
{
    /// <summary>Files and connections with which each listener can hold all that it shares out.</summary>
    private static readonly int EnoughDescriptors = Descriptors.For(Math.Max(OpenConnections.All, ConnectionShares.All));

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var here = operators.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Log.Operators(
            logger,
            Words(
                network.Value is { PublicUrl.Length: > 0 } known
                    ? [known.PublicUrl.TrimEnd('/') + known.PathBase]
                    : here.Select(address => address.TrimEnd('/') + network.Value.PathBase)
            )
        );
        Log.Players(logger, Words(player.Value is { PublicUrl.Length: > 0 } published ? [published.PublicUrl] : players.Addresses));
        if (emulator is not null)
        {
            Log.Emulator(logger, Words([emulator.Address.ToString()]));
        }

        Warn();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Warn()
    {
        if (AreOneOrigin(network.Value.PublicUrl, player.Value.PublicUrl))
        {
            Log.OneOrigin(logger, player.Value.PublicUrl);
        }

        if (Descriptors.Limit is { } limit && limit < EnoughDescriptors)
        {
            Log.FewDescriptors(logger, limit, EnoughDescriptors);
        }
    }

    private static bool AreOneOrigin(string operators, string players) =>
        operators.Length > 0
        && players.Length > 0
        && Uri.Compare(
            new Uri(operators),
            new Uri(players),
            UriComponents.SchemeAndServer,
            UriFormat.SafeUnescaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0;

    private static string Words(IEnumerable<string> addresses) => string.Join(" and ", addresses.Select(address => address.TrimEnd('/')));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Operators: open {Addresses} in a browser. Ctrl+C stops StreamOps.")]
        public static partial void Operators(ILogger logger, string addresses);

        [LoggerMessage(2, LogLevel.Information, "Players: rescue links lead to {Addresses}.")]
        public static partial void Players(ILogger logger, string addresses);

        [LoggerMessage(3, LogLevel.Information, "Demo: the emulated service answers on {Addresses}.")]
        public static partial void Emulator(ILogger logger, string addresses);

        [LoggerMessage(
            4,
            LogLevel.Warning,
            "Operators and players are both served at {Origin}: a script in the page of a rescue link that an operator opens can do all that they can. Give StreamOps:Player:PublicUrl a host of its own."
        )]
        public static partial void OneOrigin(ILogger logger, string origin);

        [LoggerMessage(
            5,
            LogLevel.Warning,
            "The system lets StreamOps have {Limit} files and connections open. Below {Enough} somebody with many connections of one network can keep others out: set LimitNOFILE (ulimit -n) higher."
        )]
        public static partial void FewDescriptors(ILogger logger, int limit, int enough);
    }
}

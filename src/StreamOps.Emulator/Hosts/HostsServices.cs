using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Hosts;

internal static class HostsServices
{
    /// <summary>The game hosts, who follow the world, and their socket.</summary>
    public static IServiceCollection AddHosts(this IServiceCollection services) =>
        services
            .AddSingleton<GameHosts>()
            .AddSingleton<IWorldListener>(provider => provider.GetRequiredService<GameHosts>())
            .AddSingleton<HostedAnswers>()
            .AddSingleton<HostSocket>();
}

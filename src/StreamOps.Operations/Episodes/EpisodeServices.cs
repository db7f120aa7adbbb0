using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Episodes;

/// <summary>Registers what is kept of what was seen.</summary>
internal static class EpisodeServices
{
    /// <summary>To be added before the live side: the recorder gives the fleet its known windows before the first read.</summary>
    public static IServiceCollection AddEpisodes(this IServiceCollection services)
    {
        services.AddSingleton<EpisodeTable>();
        services.AddSingleton<EpisodeLog>();
        services.AddSingleton(provider => new SessionTimeline(provider.GetRequiredService<EpisodeTable>()));
        services.AddSingleton<IHostedService>(provider => new EpisodeRecorder(
            provider.GetRequiredService<FleetAccess>(),
            provider.GetRequiredService<LiveFleet>().FollowAsync,
            provider.GetRequiredService<LiveFleet>().Adopt,
            provider.GetRequiredService<RescueBoard>(),
            provider.GetRequiredService<EpisodeTable>(),
            provider.GetRequiredService<EpisodeLog>(),
            provider.GetRequiredService<IOptions<OperationsOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EpisodeRecorder>>()
        ));
        return services;
    }
}

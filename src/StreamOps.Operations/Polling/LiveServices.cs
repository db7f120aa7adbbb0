using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Registers the live feed.</summary>
public static class LiveServices
{
    /// <summary>Adds the feed; the host brings <see cref="GameLift.IGameLiftStreams"/>.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<LiveOptions>>(
            new KeyedOptionsValidator<LiveOptions>(new LiveOptionsRules(), LiveOptions.Section)
        );
        services.AddOptions<LiveOptions>().Bind(configuration.GetSection(LiveOptions.Section)).ValidateOnStart();
        services.TryAddSingleton<FleetClock>();
        services.AddSingleton<ServiceClock>();
        services.AddSingleton<CallBudget>();
        services.AddSingleton<LiveFleet>();
        services.AddSingleton<ServiceCalls>();
        services.AddSingleton(provider => new SessionReader(
            provider.GetRequiredService<ServiceCalls>(),
            provider.GetRequiredService<CallBudget>(),
            provider.GetRequiredService<LiveFleet>(),
            provider.GetRequiredService<FleetClock>()
        ));
        services.AddSingleton<SessionLookups>();
        services.AddSingleton<Freshness>();
        services.AddSingleton<GroupPoller>();
        services.AddSingleton<PollScheduler>();
        services.AddSingleton<PollTurns>();
        services.AddSingleton<SessionPages>();
        services.AddSingleton<StreamPoller>();
        services.AddHostedService<StreamPollerService>();
        return services;
    }
}

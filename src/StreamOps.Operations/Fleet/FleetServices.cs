using Microsoft.Extensions.DependencyInjection.Extensions;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Fleet;

/// <summary>Registers the live truth and its clocks.</summary>
internal static class FleetServices
{
    public static IServiceCollection AddFleet(this IServiceCollection services)
    {
        services.TryAddSingleton<FleetClock>();
        services.AddSingleton<ServiceClock>();
        services.AddSingleton<LiveFleet>();
        services.AddSingleton<IFollowedFleet>(provider => provider.GetRequiredService<LiveFleet>());
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace StreamOps.Operations.Acts;

/// <summary>Registers what every act needs of the live side.</summary>
internal static class ActServices
{
    public static IServiceCollection AddActs(this IServiceCollection services)
    {
        services.AddSingleton<FleetAccess>();
        return services;
    }
}

using Microsoft.AspNetCore.SignalR;

namespace StreamOps.Dashboard.Circuits;

/// <summary>What stands around the framework's circuits.</summary>
internal static class CircuitServices
{
    /// <summary>Each circuit is its owner's alone.</summary>
    public static IServiceCollection AddCircuitOwners(this IServiceCollection services)
    {
        services.AddSingleton<CircuitOwners>();
        services.AddServerSideBlazor().AddHubOptions(options => options.AddFilter<CircuitOwners>());
        return services;
    }
}

using Microsoft.AspNetCore.SignalR;

namespace StreamOps.Dashboard.Circuits;

/// <summary>What stands around the framework's circuits.</summary>
internal static class CircuitServices
{
    /// <summary>Each circuit is its owner's alone, and begins in its turn.</summary>
    public static IServiceCollection AddCircuitOwners(this IServiceCollection services)
    {
        services.AddSingleton<CircuitOwners>();
        services.AddSingleton<CircuitEnds>();
        services.AddSingleton<CircuitStarts>();
        services
            .AddServerSideBlazor()
            .AddHubOptions(options =>
            {
                options.AddFilter<CircuitStarts>();
                options.AddFilter<CircuitOwners>();
            });
        return services;
    }

    /// <summary>Nobody ends somebody else's circuit, once it is known who asks.</summary>
    public static IApplicationBuilder UseCircuitEnds(this IApplicationBuilder app)
    {
        var ends = app.ApplicationServices.GetRequiredService<CircuitEnds>();
        return app.Use(ends.ServeAsync);
    }

    /// <summary>Pages begin in their turn, once it is known that they may be seen.</summary>
    public static IApplicationBuilder UseCircuitStarts(this IApplicationBuilder app)
    {
        var starts = app.ApplicationServices.GetRequiredService<CircuitStarts>();
        return app.Use(starts.ServeAsync);
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace StreamOps.Dashboard.Circuits;

/// <summary>What stands around the framework's circuits.</summary>
internal static class CircuitServices
{
    /// <summary>Each circuit is its owner's alone, and begins in its turn.</summary>
    public static IServiceCollection AddCircuitOwners(this IServiceCollection services)
    {
        services.AddSingleton<CircuitOwners>();
        services.AddSingleton<ConnectionOwners>();
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

    /// <summary>In a connection whoever it belongs to speaks and reads, and nobody else.</summary>
    /// <param name="app">The application.</param>
    /// <param name="holderOf">Who somebody is; null for nobody who is known.</param>
    public static IApplicationBuilder UseConnectionOwners(this IApplicationBuilder app, Func<ClaimsPrincipal, string?> holderOf)
    {
        var owners = app.ApplicationServices.GetRequiredService<ConnectionOwners>();
        return app.Use((context, next) => owners.ServeAsync(context, next, holderOf));
    }

    /// <summary>Pages begin in their turn, once it is known that they may be seen.</summary>
    public static IApplicationBuilder UseCircuitStarts(this IApplicationBuilder app)
    {
        var starts = app.ApplicationServices.GetRequiredService<CircuitStarts>();
        return app.Use(starts.ServeAsync);
    }
}

using Microsoft.AspNetCore.Components.Server.Circuits;
using StreamOps.Dashboard.Bearer;
using StreamOps.Dashboard.Network;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Live;

/// <summary>The live feed's addresses: the hub for scripts and wallboards, and the clock for our own pages.</summary>
public static class LiveEndpoints
{
    public static IServiceCollection AddLiveHub(this IServiceCollection services)
    {
        services.AddSignalR().AddHubOptions<LiveHub>(options => options.MaximumReceiveMessageSize = LastingConnections.LargestMessage);
        services.AddSingleton<LiveHubFeed>();
        services.AddScoped<Attention>();
        services.AddScoped<Arrival>();
        services.AddScoped<Looking>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<Looking>());
        return services;
    }

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHub<LiveHub>("/hubs/live").OverWebSocketsAlone().OpenToTokens(endpoints.ServiceProvider);
        endpoints.MapGet("/live/clock", ReadClock);
        return endpoints;
    }

    // Milliseconds with their fraction: half a millisecond matters less than being wrong about it.
    private static IResult ReadClock(FleetClock clock, ServiceClock service, Freshness freshness, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(
            new
            {
                now = Milliseconds(clock.Now),
                read = freshness.LastGoodRead is { } read ? Milliseconds(read) : (double?)null,
                serviceOffset = service.Offset.TotalMilliseconds,
            }
        );
    }

    private static double Milliseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}

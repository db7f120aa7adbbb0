using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StreamOps.Operations;
using StreamOps.Operations.Fleet;

namespace StreamOps.Dashboard.Health;

/// <summary>Ready once every stream group has been read to its end; degraded while what is shown is stale.</summary>
public sealed class FleetIsRead(LiveFleet fleet) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            fleet.Current switch
            {
                { IsComplete: false } => HealthCheckResult.Unhealthy("The first complete walk is not through yet."),
                { Health.State: PollState.Stale } => HealthCheckResult.Degraded("The reads do not succeed: what is shown is stale."),
                _ => HealthCheckResult.Healthy(),
            }
        );
}

/// <summary>Ready while the store takes what is written: without it no act is possible.</summary>
internal sealed class StoreWrites(StoreLook store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await store.WhyNotAsync(cancellationToken) is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy();
}

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: what it shows is the whole fleet, and the store can be written.</summary>
public static class Readiness
{
    private const string Ready = "ready";

    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        // Whoever asked first may leave: the others wait on.
        services.AddSingleton(provider => new StoreLook(
            () => provider.WhyStoreCannotWriteAsync(CancellationToken.None),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddHealthChecks().AddCheck<FleetIsRead>("fleet", tags: [Ready]).AddCheck<StoreWrites>("store", tags: [Ready]);
        return services;
    }

    public static IEndpointRouteBuilder MapReadiness(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
        return endpoints;
    }
}

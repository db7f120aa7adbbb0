namespace StreamOps.Operations.LastKnown;

internal static class LastKnownServices
{
    /// <summary>To be added before all that reads the service: what is known from before is never put in the place of what was read.</summary>
    public static IServiceCollection AddLastKnown(this IServiceCollection services)
    {
        services.AddSingleton<LastKnownTable>();
        services.AddHostedService<LastKnownKeeper>();
        return services;
    }
}

namespace StreamOps.Operations.Queue;

/// <summary>Registers the picture that all screens show.</summary>
internal static class QueueServices
{
    public static IServiceCollection AddQueue(this IServiceCollection services)
    {
        services.AddSingleton<LiveQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveQueue>());
        return services;
    }
}

namespace StreamOps.Operations.Polling;

/// <summary>Registers what reads the service.</summary>
internal static class PollingServices
{
    /// <summary>To be added after everything that must run before the first read; the host brings <see cref="GameLift.IGameLiftStreams"/>.</summary>
    public static IServiceCollection AddPolling(this IServiceCollection services)
    {
        services.AddSingleton<CallBudget>();
        services.AddSingleton<ServiceCalls>();
        services.AddSingleton<SessionReader>();
        services.AddSingleton<SessionLookups>();
        services.AddSingleton<SessionHints>();
        services.AddSingleton<Freshness>();
        services.AddSingleton<GroupPoller>();
        services.AddSingleton<TagPoller>();
        services.AddSingleton<AccountPoller>();
        services.AddSingleton<PollScheduler>();
        services.AddSingleton<PollTurns>();
        services.AddSingleton<SessionPages>();
        services.AddSingleton<PollLag>();
        services.AddSingleton<StreamPoller>();
        services.AddHostedService<StreamPollerService>();
        return services;
    }
}

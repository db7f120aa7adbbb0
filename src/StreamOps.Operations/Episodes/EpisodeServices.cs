namespace StreamOps.Operations.Episodes;

internal static class EpisodeServices
{
    /// <summary>To be added before all that reads sessions, the taking up of rescues and the polling: the recorder gives the fleet its known windows before the first read.</summary>
    public static IServiceCollection AddEpisodes(this IServiceCollection services)
    {
        services.AddSingleton<EpisodeTable>();
        services.AddSingleton<EpisodeLog>();
        services.AddHostedService<EpisodeRecorder>();
        return services;
    }
}

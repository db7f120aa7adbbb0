using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace StreamOps.Operations.Rescue;

internal static class RescueServices
{
    /// <summary>The host that serves pages names its own <see cref="ProtocolScripts"/>.</summary>
    public static IServiceCollection AddRescue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RescueOptions>().Bind(configuration.GetSection(RescueOptions.Section)).ValidateOnStart();
        services.TryAddSingleton(ProtocolScripts.None);
        services.AddSingleton<RescueChecks>();
        services.AddSingleton<RescueCall>();
        services.AddSingleton<LostAnswers>();
        services.AddSingleton<RescueFollower>();
        services.AddSingleton<AttemptRuns>();
        services.AddSingleton<AttemptOpenings>();
        services.AddSingleton<AnswerNotes>();
        services.AddSingleton<RescueRecovery>();
        services.AddSingleton<RescueDesk>();
        services.AddSingleton<AnswerDesk>();
        services.AddHostedService<RescueKeeper>();
        return services;
    }
}

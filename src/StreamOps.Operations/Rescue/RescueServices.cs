using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Operations.Takeover;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Rescue;

/// <summary>Registers what operators do: rescues, offers, commands and their audit.</summary>
internal static class RescueServices
{
    /// <summary>Needs the store, the live side, <see cref="IGameLiftStreams"/>, data protection and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddRescue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RescueOptions>().Bind(configuration.GetSection(RescueOptions.Section)).ValidateOnStart();
        services.AddSingleton(provider =>
            FleetAccess.Of(
                provider.GetRequiredService<FleetClock>(),
                provider.GetRequiredService<LiveFleet>(),
                provider.GetRequiredService<SessionReader>(),
                provider.GetRequiredService<CallBudget>()
            )
        );
        services.AddSingleton<RescueLedger>();
        services.AddSingleton<RescueBoard>();
        services.AddSingleton<RescueSteps>();
        services.AddSingleton<RescueChecks>();
        // The host that serves pages names its own.
        services.TryAddSingleton(ProtocolScripts.None);
        services.AddSingleton<RescueCall>();
        services.AddSingleton<RescueFollower>();
        services.AddSingleton<RescueWork>();
        services.AddSingleton<RescueRecovery>();
        services.AddSingleton<OfferVault>();
        services.AddSingleton(provider => new AuditLog(
            provider.GetRequiredService<OperationsStore>(),
            provider.GetRequiredService<ILogger<AuditLog>>()
        ));
        services.AddSingleton(provider => new RescueDesk(
            provider.GetRequiredService<RescueChecks>(),
            provider.GetRequiredService<RescueSteps>(),
            provider.GetRequiredService<RescueCall>(),
            provider.GetRequiredService<RescueFollower>(),
            provider.GetRequiredService<RescueWork>(),
            provider.GetRequiredService<OfferVault>(),
            provider.GetRequiredService<AuditLog>()
        ));
        services.AddSingleton(provider => new TakeoverDesk(
            provider.GetRequiredService<RescueDesk>(),
            provider.GetRequiredService<RescueSteps>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<IOptions<RescueOptions>>()
        ));
        services.AddSingleton(provider => new OfferDesk(
            provider.GetRequiredService<FleetAccess>(),
            provider.GetRequiredService<OperationsStore>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<IOptions<OperationsOptions>>()
        ));
        services.AddSingleton(provider => new StreamSessionCommands(
            provider.GetRequiredService<IGameLiftStreams>(),
            provider.GetRequiredService<FleetAccess>(),
            provider.GetRequiredService<RescueDesk>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<IOptions<OperationsOptions>>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IHostedService, RescueKeeper>();
        return services;
    }
}

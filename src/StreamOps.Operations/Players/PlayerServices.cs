using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Links;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Players;

/// <summary>Registers rescue links, pages that stand by and the player's side of both.</summary>
internal static class PlayerServices
{
    /// <summary>To be added after the rescues, which it sends offers through.</summary>
    public static IServiceCollection AddPlayers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<StandByOptions>>(
            new KeyedOptionsValidator<StandByOptions>(new StandByOptionsRules(), StandByOptions.Section)
        );
        services.AddOptions<StandByOptions>().Bind(configuration.GetSection(StandByOptions.Section)).ValidateOnStart();
        services.AddSingleton<SecretTables>();
        services.AddSingleton<LinkLedger>();
        services.AddSingleton<LinkBoard>();
        services.AddSingleton<LinkSteps>();
        services.AddSingleton<LinkCodes>();
        services.AddSingleton<StandByBoard>();
        services.AddSingleton<StandByAsks>();
        services.AddSingleton<PassBook>();
        services.AddSingleton<PlayerView>();
        services.AddSingleton<PlayerDoor>();
        services.AddSingleton<PlayerOffers>();
        services.AddSingleton<LinkEntrance>();
        services.AddSingleton<StandByEntrance>();
        services.AddSingleton(provider => new RescueLinkDesk(
            provider.GetRequiredService<RescueChecks>(),
            provider.GetRequiredService<LinkSteps>(),
            provider.GetRequiredService<LinkCodes>(),
            provider.GetRequiredService<RescueDesk>(),
            provider.GetRequiredService<OfferVault>(),
            provider.GetRequiredService<StandByAsks>(),
            provider.GetRequiredService<FleetAccess>(),
            provider.GetRequiredService<AuditLog>()
        ));
        services.AddSingleton(provider => new StandByDesk(
            provider.GetRequiredService<RescueChecks>(),
            provider.GetRequiredService<StandByBoard>(),
            provider.GetRequiredService<StandByAsks>(),
            provider.GetRequiredService<FleetAccess>(),
            provider.GetRequiredService<AuditLog>()
        ));
        services.AddSingleton(provider => new PlayerDesk(
            provider.GetRequiredService<PlayerDoor>(),
            provider.GetRequiredService<LinkEntrance>(),
            provider.GetRequiredService<StandByEntrance>(),
            provider.GetRequiredService<PlayerOffers>(),
            provider.GetRequiredService<PlayerView>(),
            provider.GetRequiredService<LinkSteps>(),
            provider.GetRequiredService<RescueSteps>(),
            provider.GetRequiredService<StandByAsks>(),
            provider.GetRequiredService<OfferVault>(),
            provider.GetRequiredService<RescueChecks>()
        ));
        services.AddSingleton<IHostedService, LinkKeeper>();
        return services;
    }
}

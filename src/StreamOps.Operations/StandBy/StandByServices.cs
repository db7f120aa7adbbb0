using Microsoft.Extensions.Configuration;
using StreamOps.Operations.Settings;

namespace StreamOps.Operations.StandBy;

internal static class StandByServices
{
    public static IServiceCollection AddStandBy(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<StandByOptions>>(
            new KeyedOptionsValidator<StandByOptions>(new StandByOptionsRules(), StandByOptions.Section)
        );
        services.AddOptions<StandByOptions>().Bind(configuration.GetSection(StandByOptions.Section)).ValidateOnStart();
        services.AddSingleton<TicketTable>();
        services.AddSingleton<StandByBoard>();
        services.AddSingleton<StandByAsks>();
        services.AddSingleton<StandByOffers>();
        services.AddSingleton<StandByDesk>();
        return services;
    }
}

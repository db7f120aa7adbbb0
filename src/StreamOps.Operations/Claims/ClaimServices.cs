using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.Claims;

internal static class ClaimServices
{
    public static IServiceCollection AddClaims(this IServiceCollection services)
    {
        services.AddSingleton<IOfferGate, ClaimGate>();
        services.AddSingleton<ClaimLedger>();
        services.AddSingleton<ClaimedOffers>();
        services.AddSingleton<ClaimBoard>();
        services.AddSingleton<PresenceBoard>();
        services.AddSingleton<ClaimDesk>();
        services.AddHostedService<ClaimKeeper>();
        return services;
    }
}

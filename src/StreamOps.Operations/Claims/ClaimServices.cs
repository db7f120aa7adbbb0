using StreamOps.Operations.Attempts;

namespace StreamOps.Operations.Claims;

/// <summary>Registers claims.</summary>
internal static class ClaimServices
{
    /// <summary>Adds claims: desk, board, gate and house-keeping.</summary>
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

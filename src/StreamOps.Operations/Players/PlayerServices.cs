namespace StreamOps.Operations.Players;

internal static class PlayerServices
{
    public static IServiceCollection AddPlayers(this IServiceCollection services)
    {
        services.AddSingleton<PassBook>();
        services.AddSingleton<PlayerView>();
        services.AddSingleton<OfferPosts>();
        services.AddSingleton<PlayerDoor>();
        services.AddSingleton<PlayerOffers>();
        services.AddSingleton<LinkEntrance>();
        services.AddSingleton<StandByEntrance>();
        services.AddSingleton<PlayerDesk>();
        return services;
    }
}

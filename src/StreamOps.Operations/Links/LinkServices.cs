using StreamOps.Operations.Attempts;

namespace StreamOps.Operations.Links;

internal static class LinkServices
{
    public static IServiceCollection AddLinks(this IServiceCollection services)
    {
        services.AddSingleton<IOfferGate, LinkGate>();
        services.AddSingleton<LinkLedger>();
        services.AddSingleton<LinkBoard>();
        services.AddSingleton<LinkSteps>();
        services.AddSingleton<LinkCodes>();
        services.AddSingleton<BrowserNumbers>();
        services.AddSingleton<OperatorLinkSteps>();
        services.AddSingleton<RescueLinkDesk>();
        services.AddSingleton<LinkOffers>();
        services.AddHostedService<LinkKeeper>();
        services.AddHostedService<UnheldOffers>();
        return services;
    }
}

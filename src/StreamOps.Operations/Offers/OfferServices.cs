namespace StreamOps.Operations.Offers;

/// <summary>Registers the offer clinic's desk.</summary>
internal static class OfferServices
{
    public static IServiceCollection AddOffers(this IServiceCollection services)
    {
        services.AddSingleton<OfferDesk>();
        return services;
    }
}

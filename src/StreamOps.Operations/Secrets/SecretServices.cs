namespace StreamOps.Operations.Secrets;

/// <summary>Registers what keeps secrets; the host adds data protection.</summary>
internal static class SecretServices
{
    public static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddSingleton<KeyTable>();
        services.AddSingleton<OfferVault>();
        return services;
    }
}

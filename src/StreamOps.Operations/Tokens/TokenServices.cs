namespace StreamOps.Operations.Tokens;

/// <summary>Registers access tokens.</summary>
internal static class TokenServices
{
    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<TokenDesk>();
        services.AddSingleton<TokenDoor>();
        return services;
    }
}

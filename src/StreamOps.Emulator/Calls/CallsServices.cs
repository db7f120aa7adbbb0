namespace StreamOps.Emulator.Calls;

internal static class CallsServices
{
    /// <summary>What every call goes through, whatever it asks for.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services) =>
        services.AddSingleton<PageTokens>().AddSingleton<TokenBuckets>().AddSingleton<SignatureCheck>();
}

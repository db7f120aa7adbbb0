using Microsoft.Extensions.DependencyInjection;

namespace StreamOps.Operations.Takeover;

/// <summary>Registers takeovers.</summary>
internal static class TakeoverServices
{
    public static IServiceCollection AddTakeover(this IServiceCollection services)
    {
        services.AddSingleton<TakeoverDesk>();
        return services;
    }
}

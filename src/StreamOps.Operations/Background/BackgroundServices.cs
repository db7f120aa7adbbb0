using Microsoft.Extensions.DependencyInjection;

namespace StreamOps.Operations.Background;

/// <summary>Registers the owner of background work.</summary>
internal static class BackgroundServices
{
    public static IServiceCollection AddBackground(this IServiceCollection services) => services.AddSingleton<BackgroundWork>();
}

using Microsoft.Extensions.DependencyInjection;

namespace StreamOps.Operations.Commands;

/// <summary>Registers the commands on stream sessions.</summary>
internal static class CommandServices
{
    public static IServiceCollection AddCommands(this IServiceCollection services)
    {
        services.AddSingleton<StreamSessionCommands>();
        return services;
    }
}

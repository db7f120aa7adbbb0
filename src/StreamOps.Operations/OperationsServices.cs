using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Players;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Operations;

/// <summary>This project's only registration entry.</summary>
public static class OperationsServices
{
    /// <summary>Registers operations: the store first, since services start in this order. The host adds data protection and logging.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<OperationsOptions>>(
            new KeyedOptionsValidator<OperationsOptions>(new OperationsOptionsRules(), OperationsOptions.Section)
        );
        services.AddOptions<OperationsOptions>().Bind(configuration.GetSection(OperationsOptions.Section)).ValidateOnStart();
        services.PostConfigure<OperationsOptions>(options =>
            options.DataDirectory = string.IsNullOrWhiteSpace(options.DataDirectory)
                ? OperationsOptions.DefaultDataDirectory()
                : options.DataDirectory
        );
        services.AddStore();
        services.AddRescue(configuration);
        services.AddPlayers(configuration);
        services.AddEpisodes();
        services.AddLive(configuration);
        return services;
    }

    /// <summary>Asks the store to write.</summary>
    /// <returns>Why it cannot, as a sentence; null when it can.</returns>
    public static async Task<string?> WhyStoreCannotWriteAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<OperationsStore>().RunAsync(db => db.WriteAsync(cancellationToken));
            return null;
        }
        catch (StoreUnavailableException unavailable)
        {
            return unavailable.Message;
        }
    }

    /// <summary>Opens the store before the host starts, which would do it first of all: what the store refuses is then told by its sentence alone.</summary>
    /// <exception cref="StoreStartException">StreamOps cannot start on its data directory.</exception>
    public static Task OpenStoreAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<StoreStart>().StartingAsync(cancellationToken);
}

using Microsoft.Extensions.Configuration;
using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Store;

internal static class StoreServices
{
    /// <summary>The database that the settings name, opened and migrated before any other service starts.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<PostgresOptions>, PostgresOptionsRules>();
        services.AddOptions<PostgresOptions>().Bind(configuration.GetSection(PostgresOptions.Section)).ValidateOnStart();
        services.AddSingleton<DataDirectory>();
        services.AddSingleton<StoreDatabase>(provider =>
            provider.GetRequiredService<IOptions<OperationsOptions>>().Value.Store == StoreKind.Postgres
                ? new PostgresDatabase(provider.GetRequiredService<IOptions<PostgresOptions>>())
                : new SqliteDatabase(provider.GetRequiredService<DataDirectory>())
        );
        services.AddSingleton<IDbContextFactory<OperationsDb>>(provider => provider.GetRequiredService<StoreDatabase>());
        services.AddSingleton<StoreOutage>();
        services.AddSingleton<OperationsStore>();
        services.AddSingleton<KeyElements>();
        services.AddSingleton<StoreStart>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<StoreStart>());
        services.AddHostedService<StoreWatch>();
        return services;
    }
}

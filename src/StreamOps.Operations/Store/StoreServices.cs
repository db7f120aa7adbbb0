namespace StreamOps.Operations.Store;

internal static class StoreServices
{
    /// <summary>The database in the data directory, opened and migrated before any other service starts.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddSingleton<DataDirectory>();
        services.AddSingleton(provider => SqliteOperationsDb.OptionsFor(provider.GetRequiredService<DataDirectory>().DatabaseFile));
        services.AddSingleton<IDbContextFactory<OperationsDb>, SqliteOperationsDbFactory>();
        services.AddSingleton<OperationsStore>();
        services.AddSingleton<StoreStart>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<StoreStart>());
        return services;
    }
}

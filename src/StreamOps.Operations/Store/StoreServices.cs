namespace StreamOps.Operations.Store;

internal static class StoreServices
{
    /// <summary>The store on the database that the composition names, opened and migrated before any other service starts.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddSingleton<DataDirectory>();
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

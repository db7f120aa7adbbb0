using Microsoft.Extensions.Configuration;

namespace StreamOps.Operations.Postgres;

internal static class PostgresServices
{
    /// <summary>Its settings, which are checked where it is the store.</summary>
    public static IServiceCollection AddPostgres(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<PostgresOptions>, PostgresOptionsRules>();
        services.AddOptions<PostgresOptions>().Bind(configuration.GetSection(PostgresOptions.Section)).ValidateOnStart();
        return services;
    }
}

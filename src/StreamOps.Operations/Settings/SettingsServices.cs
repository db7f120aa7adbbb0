using Microsoft.Extensions.Configuration;

namespace StreamOps.Operations.Settings;

/// <summary>Registers the settings that every room may read.</summary>
internal static class SettingsServices
{
    public static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<OperationsOptions>>(
            new KeyedOptionsValidator<OperationsOptions>(new OperationsOptionsRules(), OperationsOptions.Section)
        );
        services.AddOptions<OperationsOptions>().Bind(configuration.GetSection(OperationsOptions.Section)).ValidateOnStart();
        services.PostConfigure<OperationsOptions>(options =>
            options.DataDirectory = string.IsNullOrWhiteSpace(options.DataDirectory)
                ? OperationsOptions.DefaultDataDirectory()
                : options.DataDirectory
        );
        services.AddSingleton<IValidateOptions<LiveOptions>>(
            new KeyedOptionsValidator<LiveOptions>(new LiveOptionsRules(), LiveOptions.Section)
        );
        services.AddOptions<LiveOptions>().Bind(configuration.GetSection(LiveOptions.Section)).ValidateOnStart();
        return services;
    }
}

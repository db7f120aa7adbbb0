using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.GameLiftStreams;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace StreamOps.Operations.GameLift;

/// <summary>Registers the port and the AWS client behind it.</summary>
public static class GameLiftServices
{
    /// <summary>Adds <see cref="IGameLiftStreams"/> over the AWS client that the section <c>AWS</c> describes.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">The whole configuration; its section <c>AWS</c> is read.</param>
    /// <param name="keys">Fixed keys, for the embedded emulator; null for the usual AWS chain.</param>
    public static IServiceCollection AddGameLift(
        this IServiceCollection services,
        IConfiguration configuration,
        (string AccessKeyId, string SecretAccessKey)? keys = null
    )
    {
        services.AddSingleton<IValidateOptions<AwsSettings>>(
            // With keys of its own nobody's profile matters.
            new AwsSettingsValidator(keys is null ? Environment.GetEnvironmentVariable : _ => null)
        );
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<AwsSettings>().Bind(configuration.GetSection(AwsSettings.Section)).ValidateOnStart();
        services.AddSingleton<IGameLiftStreams, AwsGameLiftStreams>();
        NoRedirects.Apply();
        services.AddDefaultAWSOptions(provider => Options(configuration, keys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => Client(provider.GetRequiredService<AWSOptions>(), configuration));
        return services;
    }

    private static AWSOptions Options(IConfiguration configuration, (string AccessKeyId, string SecretAccessKey)? keys, TimeProvider time)
    {
        var options = configuration.GetAWSOptions(AwsSettings.Section);
        var settings = configuration.GetSection(AwsSettings.Section).Get<AwsSettings>() ?? new();
        // A named profile is used or nothing is: by itself the SDK goes on to whatever credentials it finds next.
        options.Credentials =
            keys is { } fixedKeys ? new BasicAWSCredentials(fixedKeys.AccessKeyId, fixedKeys.SecretAccessKey)
            : AwsProfiles.NameIn(settings, Environment.GetEnvironmentVariable) is { Length: > 0 } profile
                ? AwsProfiles.Credentials(profile, settings.ProfilesLocation, time)
            : null;
        if (settings.ServiceURL.Length == 0 && AwsRegion.Of(settings, Environment.GetEnvironmentVariable) is { } region)
        {
            options.Region = RegionEndpoint.GetBySystemName(region.Value);
        }

        // Retries belong to the scheduler and the rescue desk, which pay for them; and no endpoint but the validated one is used.
        options.DefaultClientConfig.MaxErrorRetry = 0;
        options.DefaultClientConfig.MaxStaleConnectionRetries = 0;
        options.DefaultClientConfig.IgnoreConfiguredEndpointUrls = true;
        // A call, signed, goes where the settings say and nowhere else.
        options.DefaultClientConfig.AllowAutoRedirect = false;
        options.DefaultClientConfig.UseHttp = false;
        return options;
    }

    private static IAmazonGameLiftStreams Client(AWSOptions options, IConfiguration configuration)
    {
        var client = options.CreateServiceClient<IAmazonGameLiftStreams>();
        // Before its first call: that makes what sends it.
        var mayBeHere = Uri.TryCreate(configuration[$"{AwsSettings.Section}:ServiceURL"], UriKind.Absolute, out var to) && to.IsLoopback;
        ((ClientConfig)client.Config).HttpClientFactory = new GuardedHttpClients(mayBeHere);
        return client;
    }
}

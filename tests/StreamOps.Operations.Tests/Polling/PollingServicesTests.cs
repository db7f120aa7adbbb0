using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Polling;

public sealed class PollingServicesTests
{
    [Fact]
    public async Task Everything_registered_can_be_made()
    {
        await using var provider = Provider([]);

        Assert.Contains(provider.GetServices<IHostedService>(), service => service is StreamPollerService);
        Assert.Same(FleetSnapshot.Empty, provider.GetRequiredService<LiveFleet>().Current);
        Assert.NotNull(provider.GetRequiredService<SessionReader>());
    }

    [Fact]
    public void The_defaults_are_valid()
    {
        using var provider = Provider([]);

        Assert.Equal(0.25, provider.GetRequiredService<IOptions<LiveOptions>>().Value.ShareOfRateLimit);
    }

    [Fact]
    public void Every_wrong_setting_is_reported_at_once_by_its_key()
    {
        using var provider = Provider(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["StreamOps:Live:ShareOfRateLimit"] = "0.9",
                ["StreamOps:Live:MergeIntervalMilliseconds"] = "-1",
                ["StreamOps:Live:GroupsIntervalSeconds"] = "120",
            }
        );

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<LiveOptions>>().Value);

        Assert.Contains("StreamOps:Live:ShareOfRateLimit", failure.Message, StringComparison.Ordinal);
        Assert.Contains("StreamOps:Live:MergeIntervalMilliseconds", failure.Message, StringComparison.Ordinal);
        Assert.Contains("StreamOps:Live:CapacityIntervalSeconds", failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<BackgroundWork>()
            .AddSettings(configuration)
            .AddFleet()
            .AddPolling();
        services.AddSingleton<IGameLiftStreams, ScriptedGameLiftStreams>();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }
}

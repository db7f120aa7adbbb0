using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Demo;
using StreamOps.Dashboard.Keys;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>appsettings.sample.json says what there is to set, and its values are the defaults.</summary>
public sealed class SettingsSampleTests
{
    private static readonly IConfigurationRoot Sample = new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(RepositoryRoot(), "appsettings.sample.json"))
        .Build();

    public static TheoryData<string, Type> Settings =>
        new()
        {
            { AwsSettings.Section, typeof(AwsSettings) },
            { OperationsOptions.Section, typeof(OperationsOptions) },
            { LiveOptions.Section, typeof(LiveOptions) },
            { RescueOptions.Section, typeof(RescueOptions) },
            { PlayerOptions.Section, typeof(PlayerOptions) },
            { StandByOptions.Section, typeof(StandByOptions) },
            { DemoOptions.Section, typeof(DemoOptions) },
            { SignInOptions.Section, typeof(SignInOptions) },
            { KeyOptions.Section, typeof(KeyOptions) },
            { NetworkOptions.Section, typeof(NetworkOptions) },
            { PostgresOptions.Section, typeof(PostgresOptions) },
        };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_stands_in_the_sample_with_its_default(string section, Type options)
    {
        var bound = Activator.CreateInstance(options)!;
        Sample.GetSection(section).Bind(bound);
        var defaults = Activator.CreateInstance(options)!;

        foreach (var setting in options.GetProperties().Where(property => property is { CanWrite: true, SetMethod.IsPublic: true }))
        {
            var key = $"{section}:{setting.Name}";
            Assert.True(Sample.GetSection(key).Value is not null, $"{key} is missing.");
            if (!string.Equals(key, "StreamOps:DataDirectory", StringComparison.Ordinal))
            {
                Assert.Equal(setting.GetValue(defaults), setting.GetValue(bound));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_sample_holds_no_setting_that_nobody_reads(string section, Type options)
    {
        _ = options;
        // Two classes may share a section.
        var known = Settings
            .Where(row => string.Equals(row.Data.Item1, section, StringComparison.Ordinal))
            .SelectMany(row => row.Data.Item2.GetProperties())
            .Select(property => property.Name)
            .ToList();
        var stray = Sample
            .GetSection(section)
            .GetChildren()
            .Where(child => child.Value is not null && !known.Contains(child.Key, StringComparer.Ordinal));

        Assert.Empty(stray.Select(child => child.Path));
    }

    [Fact]
    public void The_sample_is_valid_and_starts_the_demo()
    {
        using var services = Services(Sample);

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.True(services.GetRequiredService<IOptions<AwsSettings>>().Value.IsEmpty);
        Assert.True(Path.IsPathFullyQualified(services.GetRequiredService<IOptions<OperationsOptions>>().Value.DataDirectory));
        Assert.Equal(ListenAddresses.DefaultAddress, Sample["Urls"]);
    }

    [Trait("Row", "F29")]
    [Fact]
    public async Task Wrong_settings_stop_the_start_and_are_all_told_at_once_by_their_keys()
    {
        string[] wrong =
        [
            "--urls=http://0.0.0.0:5180",
            "--StreamOps:RetentionDays=abc",
            "--StreamOps:ReadOnly=maybe",
            "--StreamOps:Live:MergeIntervalMilliseconds=1.5",
            "--StreamOps:Live:ShareOfRateLimit=7",
            "--StreamOps:Live:CallTimeoutSeconds=99",
            "--StreamOps:Demo:Scenario=rainy-morning",
            "--StreamOps:Player:PublicUrl=http://rescue.example.com",
            "--StreamOps:Player:TicketKey=short",
        ];
        var refusal = Assert.Throws<StartRefusedException>(() => DashboardApp.Build(wrong));

        Assert.All(
            [
                "Urls",
                "StreamOps:RetentionDays",
                "StreamOps:ReadOnly",
                "StreamOps:Live:MergeIntervalMilliseconds",
                "StreamOps:Live:ShareOfRateLimit",
                "StreamOps:Live:CallTimeoutSeconds",
                "StreamOps:Demo:Scenario",
                "StreamOps:Player:PublicUrl",
                "StreamOps:Player:TicketKey",
            ],
            key => Assert.Contains(refusal.Reasons, reason => reason.Contains(key, StringComparison.Ordinal))
        );
        Assert.Equal(1, await DashboardApp.RunAsync(wrong));
    }

    [Fact]
    public void A_wrong_endpoint_is_told_before_any_credential_is_looked_for()
    {
        var refusal = Assert.Throws<StartRefusedException>(() => DashboardApp.Build(["--AWS:ServiceURL=http://10.0.0.1"]));

        Assert.Equal(2, refusal.Reasons.Count(reason => reason.Contains("AWS:", StringComparison.Ordinal)));
    }

    private static ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection().AddLogging().AddOperations(configuration).AddGameLift(configuration);
        services.AddSingleton<IValidateOptions<DemoOptions>, DemoOptionsValidator>();
        services.AddOptions<DemoOptions>().Bind(configuration.GetSection(DemoOptions.Section)).ValidateOnStart();
        return services.BuildServiceProvider();
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StreamOps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("StreamOps.sln is in no folder above the tests.");
    }
}

using Microsoft.AspNetCore.Components.Server.Circuits;
using StreamOps.Dashboard.Headers;
using StreamOps.Dashboard.Player;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Demo;

/// <summary>What the stage needs, registered in the demo alone.</summary>
internal static class StageServices
{
    public const string Path = "/demo";

    /// <summary>Where the player by hand is.</summary>
    public const string PlayerPath = "/demo/player";

    private const int GroupsIntervalSeconds = 5;

    // Nobody else spends the embedded service's limits, and every stream group of its evenings is to be read as often as it should.
    private const double ShareOfRateLimit = 0.5;

    public static IServiceCollection AddDemoStage(this IServiceCollection services) =>
        services
            .AddSingleton<EmulatorControl>()
            .AddTransient<StageActs>()
            .AddScoped<StageAudience>()
            .AddScoped<CircuitHandler>(provider => provider.GetRequiredService<StageAudience>())
            .AddSingleton(provider => new DemoHost(
                new Uri(provider.GetRequiredService<EmbeddedEmulator>().Address, "/_emulator/host?guest")
            ))
            .AddSingleton(provider => new FramingPage(
                Path,
                () =>
                    [
                        Origin(provider.GetRequiredService<EmbeddedEmulator>().Address),
                        Origin(new Uri(provider.GetRequiredService<PlayerLinks>().CodePage)),
                    ]
            ));

    /// <summary>In the demo: the page on which one plays the player of a rescue by hand. The emulator's own address is another at each start.</summary>
    public static void MapDemoPlayer(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<EmbeddedEmulator>() is { } emulator)
        {
            endpoints.MapGet(PlayerPath, () => Results.Redirect(new Uri(emulator.Address, "/_emulator/by-hand").AbsoluteUri));
        }
    }

    /// <summary>
    /// An evening begins at a click: its stream groups are to be seen soon after, and read as often as they should be. What is set by hand stays as it is.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(IConfiguration configuration) =>
        new KeyValuePair<string, string?>[]
        {
            new($"{LiveOptions.Section}:{nameof(LiveOptions.GroupsIntervalSeconds)}", $"{GroupsIntervalSeconds}"),
            new($"{LiveOptions.Section}:{nameof(LiveOptions.ShareOfRateLimit)}", ShareOfRateLimit.ToString(CultureInfo.InvariantCulture)),
        }.Where(setting => configuration[setting.Key] is null);

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}

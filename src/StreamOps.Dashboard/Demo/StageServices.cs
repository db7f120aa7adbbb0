using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Live;

namespace StreamOps.Dashboard.Demo;

/// <summary>What the stage needs, registered in the demo alone.</summary>
internal static class StageServices
{
    /// <summary>The stage's address.</summary>
    public const string Path = "/demo";

    private const int GroupsIntervalSeconds = 5;

    public static IServiceCollection AddDemoStage(this IServiceCollection services) =>
        services
            .AddSingleton<EmulatorControl>()
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

    /// <summary>An evening begins at a click: its stream groups are to be seen soon after. Set by hand, it stays as it is.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(IConfiguration configuration)
    {
        const string Key = $"{LiveOptions.Section}:{nameof(LiveOptions.GroupsIntervalSeconds)}";
        return configuration[Key] is null ? [new(Key, $"{GroupsIntervalSeconds}")] : [];
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}

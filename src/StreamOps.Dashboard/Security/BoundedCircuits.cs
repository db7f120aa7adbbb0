using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Security;

/// <summary>What one client, or all together, may make the server hold.</summary>
public static class BoundedCircuits
{
    /// <summary>Requests carry at most one signal text. Bytes.</summary>
    private const int LargestBody = 1024 * 1024;

    /// <summary>What a circuit that is kept for its browser may hold, taken for more than was measured. Bytes.</summary>
    private const int LostCircuit = 512 * 1024;

    /// <summary>Of the memory, what circuits may hold that nobody looks at.</summary>
    private const int ShareForLost = 16;

    /// <summary>Circuits that are kept even where there is little memory.</summary>
    private const int LeastLost = 50;

    /// <summary>How long a call of a browser's script may take.</summary>
    private static readonly TimeSpan ScriptLimit = TimeSpan.FromSeconds(30);

    /// <summary>Shares decide first (<see cref="OpenConnections"/>); a trusted proxy's connections have none, and those that are refused are here for a moment.</summary>
    private const int Margin = 500;

    /// <summary>How many circuits are kept for browsers that lost their connection and may come back.</summary>
    /// <param name="memory">What the process may use. Bytes.</param>
    internal static int LostCircuits(long memory) =>
        (int)Math.Clamp(memory / ShareForLost / LostCircuit, LeastLost, OpenConnections.AllLasting);

    /// <summary>Adds the pages and their circuits, within bounds.</summary>
    public static WebApplicationBuilder AddBoundedCircuits(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddRazorComponents()
            .AddInteractiveServerComponents(options =>
            {
                options.DetailedErrors = false;
                // One lot for all: the framework knows no share of one person.
                options.DisconnectedCircuitMaxRetained = LostCircuits(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
                // A circuit that is put away is not laid up: its page is loaded anew, and keeps more that way.
                options.PersistedCircuitInMemoryMaxRetained = 0;
                options.JSInteropDefaultCallTimeout = ScriptLimit;
            })
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LastingConnections.LargestMessage);
        builder.Services.AddSingleton<OpenConnections>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = Descriptors.Connections(OpenConnections.All + Margin);
            kestrel.Limits.MaxConcurrentUpgradedConnections = OpenConnections.AllLasting + Margin;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        return builder;
    }
}

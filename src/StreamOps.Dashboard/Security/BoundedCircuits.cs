using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Security;

/// <summary>What one client, or all together, may make the server hold.</summary>
public static class BoundedCircuits
{
    /// <summary>Messages from a browser are small: signal texts come by POST. Bytes.</summary>
    private const int LargestMessage = 32 * 1024;

    /// <summary>Requests carry at most one signal text. Bytes.</summary>
    private const int LargestBody = 1024 * 1024;

    /// <summary>Circuits kept for browsers that lost their connection and may come back.</summary>
    private const int LostCircuits = 50;

    /// <summary>Shares decide first (<see cref="OpenConnections"/>); a trusted proxy's connections have none, and those that are refused are here for a moment.</summary>
    private const int Margin = 500;

    /// <summary>Adds the pages and their circuits, within bounds.</summary>
    public static WebApplicationBuilder AddBoundedCircuits(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddRazorComponents()
            .AddInteractiveServerComponents(options =>
            {
                options.DetailedErrors = false;
                options.DisconnectedCircuitMaxRetained = LostCircuits;
            })
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LargestMessage);
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

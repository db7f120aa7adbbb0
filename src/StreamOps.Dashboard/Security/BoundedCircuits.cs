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

    private const int OpenConnections = 2_000;
    private const int OpenCircuits = 500;

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
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = OpenConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = OpenCircuits;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        return builder;
    }
}

using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>A dashboard under a base path, as behind a proxy that leaves the path in what it passes on; lea leads there.</summary>
public sealed class BasePathStage : Stage
{
    public const string BasePath = "/ops";

    private TestProvider _provider = null!;

    protected override int Sessions => 20;

    protected override int ConnectionTimeoutSeconds => 600;

    public override async ValueTask InitializeAsync()
    {
        _provider = await TestProvider.StartAsync();
        _provider.Roles["lea"] = ["leads"];
        _provider.Person = "lea";
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _provider.DisposeAsync();
    }

    protected override void Configure() =>
        Dashboard.Settings = new Dictionary<string, string>(SignInStage.SettingsFor(_provider), StringComparer.Ordinal)
        {
            ["StreamOps__PathBase"] = BasePath,
        };
}

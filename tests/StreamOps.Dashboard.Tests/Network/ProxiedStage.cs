using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>A dashboard under a base path that believes a proxy of this machine, and where people know it.</summary>
public sealed class ProxiedStage : IAsyncLifetime
{
    public static readonly Uri Known = new("https://ops.example.com/ops/");

    private SignedInDashboard _stage = null!;

    public async ValueTask InitializeAsync() =>
        _stage = await SignedInDashboard.StartAsync(
            null,
            "--StreamOps:TrustedProxies=127.0.0.1",
            "--StreamOps:PathBase=/ops",
            "--StreamOps:PublicUrl=https://ops.example.com"
        );

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    public SignedInDashboard Anew() => _stage.Anew();
}

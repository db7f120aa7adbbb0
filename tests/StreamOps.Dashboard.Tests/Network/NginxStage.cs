using StreamOps.Dashboard.Tests.Player;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>A dashboard behind a real nginx; skipped where there is none and nobody insists on it.</summary>
public sealed class NginxStage : IAsyncLifetime
{
    private SignedInDashboard? _stage;

    public Nginx Nginx { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (NginxProcess.Program is null)
        {
            return;
        }

        _stage = await SignedInDashboard.StartAsync(
            PlayerClient.LetThemWait,
            "--StreamOps:TrustedProxies=127.0.0.1",
            "--StreamOps:PathBase=/ops",
            $"--StreamOps:PublicUrl={Nginx.Origin}",
            $"--StreamOps:Player:PublicUrl={Nginx.PlayerOrigin}",
            "--StreamOps:Player:TrustedProxies=127.0.0.1"
        );
        await Nginx.StartAsync(_stage.Dashboard.Address, _stage.Dashboard.PlayerAddress);
    }

    public async ValueTask DisposeAsync()
    {
        await Nginx.DisposeAsync();
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    public SignedInDashboard Anew()
    {
        if (_stage is null)
        {
            Assert.False(
                string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase),
                $"{NginxProcess.WhyNone} CI insists on it."
            );
            Assert.Skip(NginxProcess.WhyNone);
        }

        return _stage.Anew();
    }
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StreamOps.Dashboard.Security;

namespace StreamOps.Dashboard.Player;

/// <summary>The players' own listener in this process: another address, other limits, nothing of the operators' side behind it.</summary>
public sealed partial class PlayerListener(IServiceProvider services, ILogger<PlayerListener> logger) : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it listens, without a slash at the end; port 0 of the settings is a real one here.</summary>
    public string Address => Addresses is [var first, ..] ? first.TrimEnd('/') : "";

    /// <summary>All of them; empty before it has started.</summary>
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    /// <summary>What is mapped, for the test that nothing else is.</summary>
    internal IReadOnlyList<Endpoint> Endpoints =>
        _app is null ? [] : [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints)];

    internal ConnectionShares? Connections => _app?.Services.GetRequiredService<ConnectionCap>().Shares;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<PlayerOptions>>().Value;
        _app = PlayerApp.Build(services);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (ListenRefusal.ReasonOf(exception, options.Urls, $"{PlayerOptions.Section}:Urls") is { } reason)
        {
            throw new StartRefusedException([reason]);
        }

        if (options is { PublicUrl.Length: > 0, Proxies.Count: 0 })
        {
            NoProxyIsTrusted(PlayerOptions.Section);
        }

        Addresses = [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
        {
            await _app.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "{Section}: PublicUrl is set and TrustedProxies is empty. Behind a proxy all players have its one address, and share one player's limits."
    )]
    private partial void NoProxyIsTrusted(string section);
}

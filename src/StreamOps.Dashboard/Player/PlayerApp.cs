using Microsoft.AspNetCore.HttpOverrides;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Players;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Player;

/// <summary>The players' host: a page, its files, a few posts and one stream of events. What is not mapped here is not there.</summary>
internal static class PlayerApp
{
    private const int LargestHeaders = 16 * 1024;

    /// <summary>The shares decide first; those they end are still here for a moment.</summary>
    private const int OpenConnections = ConnectionShares.All + 500;
    private static readonly TimeSpan TimeForHeaders = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TimeBetweenRequests = TimeSpan.FromSeconds(60);

    /// <summary>Builds it over the dashboard's own services, not started.</summary>
    public static WebApplication Build(IServiceProvider dashboard)
    {
        var options = dashboard.GetRequiredService<IOptions<PlayerOptions>>();
        // An empty builder: nothing of the dashboard's settings, files or middleware comes with it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, HostWithin>();
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Value.Addresses]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = Descriptors.Connections(OpenConnections);
            kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
            kestrel.Limits.MaxRequestBodySize = PlayerMessage.LargestLine;
            kestrel.ConfigureEndpointDefaults(listen =>
            {
                var cap = listen.ApplicationServices.GetRequiredService<ConnectionCap>();
                listen.Use(next => connection => cap.ServeAsync(connection, next));
            });
            kestrel.Limits.MaxRequestHeadersTotalSize = LargestHeaders;
            kestrel.Limits.RequestHeadersTimeout = TimeForHeaders;
            kestrel.Limits.KeepAliveTimeout = TimeBetweenRequests;
        });
        AddServices(builder.Services, dashboard, options);

        var app = builder.Build();
        Use(app, options.Value);
        app.Services.GetRequiredService<PlayerFiles>().Map(app);
        app.Services.GetRequiredService<RescuePosts>().Map(app);
        app.Services.GetRequiredService<StandByPosts>().Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, IServiceProvider dashboard, IOptions<PlayerOptions> options)
    {
        services.AddSingleton(dashboard.GetRequiredService<ILoggerFactory>());
        services.AddSingleton(dashboard.GetRequiredService<TimeProvider>());
        services.AddSingleton(dashboard.GetRequiredService<FleetClock>());
        services.AddSingleton(dashboard.GetRequiredService<PlayerDesk>());
        services.AddSingleton(options);
        var webSdk = dashboard.GetRequiredService<WebSdk>();
        services.AddSingleton(webSdk);
        var demoHost = dashboard.GetRequiredService<DemoHost>();
        services.AddSingleton(demoHost);
        services.AddSingleton(new PlayerFiles(dashboard.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider, webSdk, demoHost));
        services.AddSingleton(new PlayerHeaders(webSdk, demoHost, () => DemoStage.OriginsOf(dashboard)));
        services.AddSingleton<PlayerEvents>();
        services.AddSingleton<RescuePosts>();
        services.AddSingleton<StandByPosts>();
        services.AddSingleton<PassLimits>();
        services.AddSingleton<StreamSeats>();
        services.AddSingleton<OriginGate>();
        services.AddSingleton<PlayerHosts>();
        services.AddSingleton<ConnectionCap>();
        services.AddBadRequests("players'");
        services.AddRoutingCore();
        services.AddPlayerLimits();
        services.AddCors(cors => cors.AddPolicy(StandByPosts.CorsPolicy, policy => StandByPosts.Allow(policy, options.Value)));
    }

    private static void Use(WebApplication app, PlayerOptions options)
    {
        app.Use(PlayerHeaders.WriteAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask });
        app.UseBadRequests();
        app.UsePlausibleHead();
        if (options.ProxyNetworks.Count > 0)
        {
            app.UseForwardedHeaders(
                ProxyList.Believed(options.ProxyNetworks, ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto)
            );
        }

        app.Use(NetworkRequests.StayWithTlsAsync);
        var headers = app.Services.GetRequiredService<PlayerHeaders>();
        app.UseAuditedAddress();
        app.Use(ConnectionSeat.ServeAsync);
        app.Use(PlayerRefusals.AnswerAsync);
        app.Use(app.Services.GetRequiredService<PlayerHosts>().CheckAsync);
        app.UseRouting();
        app.Use(headers.WriteForPageAsync);
        app.UseCors();
        app.Use(app.Services.GetRequiredService<OriginGate>().CheckAsync);
        app.UseRateLimiter();
    }
}

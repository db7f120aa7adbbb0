using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StreamOps.Emulator.Api;
using StreamOps.Emulator.Calls;
using StreamOps.Emulator.Control;
using StreamOps.Emulator.Faults;
using StreamOps.Emulator.Game;
using StreamOps.Emulator.Hosts;
using StreamOps.Emulator.Offers;
using StreamOps.Emulator.Scenarios;
using StreamOps.Emulator.Settings;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator;

/// <summary>The whole emulator host: run alone by <c>Program</c>, embedded by others.</summary>
public static class EmulatorApp
{
    /// <summary>Builds the emulator, not started.</summary>
    /// <exception cref="UsageException">The scenario is unknown.</exception>
    public static WebApplication Build(EmulatorOptions options, TimeProvider? time = null, Action<WebApplicationBuilder>? configure = null)
    {
        var scenario =
            Scenario.Find(options.Scenario)
            ?? throw new UsageException($"There is no scenario \"{options.Scenario}\"; there are {string.Join(", ", Scenario.Names)}.");

        // An empty builder: neither the settings nor the content of a program that embeds the emulator are its own.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4L * RequestBody.Largest;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        AddServices(builder.Services, options, time ?? TimeProvider.System, scenario);
        configure?.Invoke(builder);

        var app = builder.Build();
        Map(app);
        return app;
    }

    /// <summary>The address to call, once the app has started: that of its first listener.</summary>
    public static Uri BaseAddress(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses?.FirstOrDefault() is { } address
            ? new Uri(address)
            : throw new InvalidOperationException("The emulator has not started.");
    }

    private static void AddServices(IServiceCollection services, EmulatorOptions options, TimeProvider time, Scenario scenario) =>
        services
            .AddSingleton(time)
            .AddSettings(options)
            .AddWorld(Worlds.Of(scenario, options.Seed))
            .AddCalls()
            .AddSingleton<FaultBoard>()
            .AddSingleton<SignalDesk>()
            .AddHosts()
            .AddApi()
            .AddControl()
            .AddGame();

    private static void Map(WebApplication app)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        var api = app.Services.GetRequiredService<ApiPipeline>();
        var control = app.Services.GetRequiredService<ControlApi>();
        var pages = app.Services.GetRequiredService<GamePages>();
        app.Use(
            (context, next) =>
            {
                // Kestrel's own Date may be a second old, and follows another clock.
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.Date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
        // A host's page that is killed with its machine says no goodbye.
        app.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(5), KeepAliveTimeout = TimeSpan.FromSeconds(5) });
        app.Run(context =>
            pages.Find(context.Request) is { } page ? page(context)
            : context.Request.Path.StartsWithSegments("/_emulator", StringComparison.Ordinal) ? control.HandleAsync(context)
            : api.HandleAsync(context)
        );
    }
}

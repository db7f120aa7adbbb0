using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>A listener in the service's place that answers every request as the test says, and the port that speaks to it.</summary>
internal sealed class RawService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();
    private ServiceProvider? _services;

    private RawService(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(context =>
        {
            _requests.Enqueue(context.Request.Path);
            return answer(context);
        });
    }

    public string Url => _app.Urls.Single();

    public int Requests => _requests.Count;

    /// <summary>The time of the ports that are asked for from now on.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    public static async Task<RawService> StartAsync(RequestDelegate answer)
    {
        var service = new RawService(answer);
        await service._app.StartAsync();
        return service;
    }

    /// <summary>A page of somebody's, without anything that the service's answers carry.</summary>
    public static RequestDelegate Page(int status, string location = "") =>
        async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            if (location.Length > 0)
            {
                context.Response.Headers.Location = location;
            }

            await context.Response.WriteAsync("<!doctype html><title>Guest network: please sign in</title>");
        };

    /// <summary>The port, with fixed keys or with what these settings say.</summary>
    public IGameLiftStreams Port(params (string Key, string Value)[] settings) => Port(new Uri(Url), settings);

    /// <summary>The port by way of another address.</summary>
    public IGameLiftStreams Port(Uri by, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("AWS:ServiceURL", by.ToString()),
                new("AWS:AuthenticationRegion", "us-west-2"),
                .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)),
            ])
            .Build();
        _services = new ServiceCollection()
            .AddSingleton(Time)
            .AddSingleton<FleetClock>()
            .AddGameLift(configuration, settings.Length == 0 ? ("emulator", "emulator") : null)
            .BuildServiceProvider();
        return _services.GetRequiredService<IGameLiftStreams>();
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await _app.DisposeAsync();
    }
}

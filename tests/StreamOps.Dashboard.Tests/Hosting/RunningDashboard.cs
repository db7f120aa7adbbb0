using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>The whole dashboard on a free port of this machine, without a service behind it: a test publishes what there is to see.</summary>
public sealed class RunningDashboard : IAsyncDisposable
{
    /// <summary>Another service than the demo's own emulator: none is started, and nobody calls the address.</summary>
    public static readonly IReadOnlyList<string> NoEmulator =
    [
        "--AWS:ServiceURL=http://127.0.0.1:9",
        "--AWS:AuthenticationRegion=us-west-2",
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("streamops-dashboard-");
    private readonly WebApplication _app;

    private RunningDashboard(Action<WebApplicationBuilder>? configure, string[] args)
    {
        _app = DashboardApp.Build(
            [
                "--urls",
                "http://127.0.0.1:0",
                "--StreamOps:Player:Urls=http://127.0.0.1:0",
                $"--StreamOps:DataDirectory={_data.FullName}",
                .. args,
            ],
            builder =>
            {
                Script(builder);
                configure?.Invoke(builder);
            }
        );
    }

    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>Where players are served.</summary>
    public Uri PlayerAddress => new(Services.GetRequiredService<PlayerListener>().Address);

    public LiveFleet Fleet => _app.Services.GetRequiredService<LiveFleet>();

    /// <summary>The service behind it, as the test scripts it.</summary>
    public ScriptedGameLiftStreams Service => _app.Services.GetRequiredService<ScriptedGameLiftStreams>();

    public IServiceProvider Services => _app.Services;

    public static Task<RunningDashboard> StartAsync(params string[] args) => StartAsync(null, args);

    public static Task<RunningDashboard> StartAsync(Action<WebApplicationBuilder>? configure, params string[] args) =>
        StartAsAsync(configure, [.. NoEmulator, .. args]);

    /// <summary>The demo, as it plays when no service is set: with an emulator of its own.</summary>
    public static Task<RunningDashboard> StartDemoAsync(params string[] args) => StartAsAsync(null, args);

    private static async Task<RunningDashboard> StartAsAsync(Action<WebApplicationBuilder>? configure, string[] args)
    {
        var dashboard = new RunningDashboard(configure, args);
        await dashboard._app.StartAsync();
        var addresses = dashboard._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        dashboard.Address = new Uri(addresses.First());
        return dashboard;
    }

    /// <summary>What the fleet is now, seen by the queue.</summary>
    public void Publish(FleetSnapshot snapshot)
    {
        Fleet.Publish(snapshot);
        var queue = Services.GetRequiredService<LiveQueue>();
        Assert.True(
            SpinWait.SpinUntil(() => queue.Current.Snapshot.Version >= Fleet.Current.Version, TimeSpan.FromSeconds(20)),
            "The queue did not see the fleet."
        );
    }

    /// <summary>Session <c>s1</c> has just lost its client, and waits for ten minutes.</summary>
    public void PublishLost()
    {
        var now = Services.GetRequiredService<FleetClock>().Now;
        var waiting = APicture.Waiting("s1", 90);
        var lost = waiting with { Session = waiting.Session with { CreatedAt = now.AddMinutes(-5), LastUpdatedAt = now } };
        Service.Sessions[A.Arn()] = lost.Session.Details(connectionTimeoutSeconds: 600);
        var window = lost.Window! with
        {
            EnteredEarliest = now,
            EnteredExpected = now,
            EnteredLatest = now,
            ConnectionTimeout = TimeSpan.FromMinutes(10),
        };
        Publish(APicture.Fleet(lost with { Window = window }));
    }

    /// <summary>A client that follows no redirect and keeps cookies.</summary>
    public HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A client whose browser was asked for a name.</summary>
    public async Task<HttpClient> ClientNamedAsync(string name)
    {
        var client = Client();
        using var response = await PostNameAsync(client, name);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return client;
    }

    /// <summary>Gives a name with the token of a page that asks for one.</summary>
    /// <param name="client">Of the browser.</param>
    /// <param name="name">As typed.</param>
    /// <param name="isScript">Whether the page's script posts it, and not the bare form.</param>
    public async Task<HttpResponseMessage> PostNameAsync(HttpClient client, string name, bool isScript = false)
    {
        Publish(APicture.Fleet(APicture.Waiting("named", 60)));
        var page = await client.GetStringAsync(new Uri("/?rescue=named", UriKind.Relative));
        var token = Regex.Match(
            page,
            "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/operator", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token.Groups["token"].Value), new("name", name)]),
        };
        if (isScript)
        {
            request.Headers.Add(SameOrigin.Header, "1");
        }

        return await client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>Puts a scripted service behind the dashboard.</summary>
    public static void Script(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ScriptedGameLiftStreams>();
        builder.Services.AddSingleton<IGameLiftStreams>(services => services.GetRequiredService<ScriptedGameLiftStreams>());
        builder.Services.AddSingleton<Leavers>();
        builder.Services.AddSingleton<IStartupFilter>(services => services.GetRequiredService<Leavers>());
        // The poller would read the scripted world over what the test publishes.
        builder.Services.Remove(builder.Services.Single(IsPoller));
    }

    private static bool IsPoller(ServiceDescriptor service) => service.ImplementationType == typeof(StreamPollerService);
}

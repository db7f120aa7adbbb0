using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

/// <summary>A running dashboard in which session <c>s1</c> waits for its lost client, and an operator's client.</summary>
/// <param name="arguments">Of the dashboard's command line.</param>
public abstract class RescueEndpointsTest(params string[] arguments) : IAsyncLifetime
{
    private protected RunningDashboard Dashboard { get; private set; } = null!;

    /// <summary>Mara's.</summary>
    protected HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Dashboard = await RunningDashboard.StartAsync(arguments);
        Client = await NamedAsync("Mara");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Dashboard.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<HttpClient> NamedAsync(string name)
    {
        var client = await Dashboard.ClientNamedAsync(name);
        client.DefaultRequestHeaders.Add(SameOrigin.Header, "1");
        PublishLost();
        return client;
    }

    protected static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, object body) =>
        client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body);

    private void PublishLost()
    {
        var now = Dashboard.Services.GetRequiredService<FleetClock>().Now;
        var waiting = APicture.Waiting("s1", 90);
        var lost = waiting with { Session = waiting.Session with { CreatedAt = now.AddMinutes(-5), LastUpdatedAt = now } };
        Dashboard.Service.Sessions[A.Arn()] = lost.Session.Details(connectionTimeoutSeconds: 600);
        Dashboard.Publish(
            APicture.Fleet(
                lost with
                {
                    Window = lost.Window! with
                    {
                        EnteredEarliest = now,
                        EnteredExpected = now,
                        EnteredLatest = now,
                        ConnectionTimeout = TimeSpan.FromMinutes(10),
                    },
                }
            )
        );
    }
}

using System.Net.Http.Json;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Hosting;

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
        Dashboard.PublishLost();
        return client;
    }

    protected static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, object body) =>
        client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body);
}

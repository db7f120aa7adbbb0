using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;

namespace StreamOps.Benchmarks.Peers;

/// <summary>The program that serves the peers: this one, started once more, so that what a peer costs is the cost of a process of its own.</summary>
internal static class PeerApp
{
    /// <summary>What it is started with.</summary>
    public const string Verb = "peer-pages";

    /// <summary>Answers once it serves.</summary>
    public const string Health = "/health";

    /// <summary>A post to it changes a row, and tells everybody.</summary>
    public const string Change = "/change";

    /// <summary>The plain hub.</summary>
    public const string Hub = "/hub";

    /// <summary>What the hub tells.</summary>
    public const string Changed = "Changed";

    /// <summary>Serves until it is killed.</summary>
    public static async Task RunAsync(string address)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls(address);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<PeerRows>();
        await using var app = builder.Build();
        app.UseAntiforgery();
        app.MapGet(Health, () => "");
        app.MapPost(Change, (PeerRows rows, IHubContext<PeerHub> hub) => hub.Clients.All.SendAsync(Changed, rows.Change()));
        app.MapHub<PeerHub>(Hub);
        // Uncompressed, as the dashboard's.
        app.MapRazorComponents<PeerRoot>().AddInteractiveServerRenderMode(options => options.DisableWebSocketCompression = true);
        await app.RunAsync();
    }
}

/// <summary>Tells, and takes no calls.</summary>
internal sealed class PeerHub : Hub;

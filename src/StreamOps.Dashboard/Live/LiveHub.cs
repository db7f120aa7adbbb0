using Microsoft.AspNetCore.SignalR;

namespace StreamOps.Dashboard.Live;

/// <summary>The live feed for scripts and wallboards: <c>Snapshot</c> once, then <c>Changed</c>. See docs/live-hub.md.</summary>
public sealed class LiveHub(LiveHubFeed feed) : Hub
{
    public override Task OnConnectedAsync()
    {
        feed.Start(Context.ConnectionId, Context.ConnectionAborted);
        return Task.CompletedTask;
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.Live;

/// <summary>The live feed for scripts and wallboards: <c>Snapshot</c> once, then <c>Changed</c>. See docs/live-hub.md.</summary>
public sealed class LiveHub(LiveHubFeed feed, Sights sights) : Hub
{
    public override Task OnConnectedAsync()
    {
        var user = Context.User ?? new ClaimsPrincipal();
        // A token has no name.
        var actor = SignedInClaims.ActorOf(user, user.Identity?.Name ?? "");
        feed.Start(Context.ConnectionId, sights.Of(actor), Context.ConnectionAborted);
        return Task.CompletedTask;
    }
}

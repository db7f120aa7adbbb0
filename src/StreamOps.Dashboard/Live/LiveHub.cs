using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Live;

/// <summary>The live feed for scripts and wallboards: <c>Snapshot</c> once, then <c>Changed</c>. See docs/live-hub.md.</summary>
public sealed class LiveHub(LiveHubFeed feed, IOptions<SignInOptions> signIn) : Hub
{
    public override Task OnConnectedAsync()
    {
        var user = Context.User ?? new ClaimsPrincipal();
        feed.Start(Context.ConnectionId, signIn.Value.SightOf(user), Context.ConnectionAborted);
        return Task.CompletedTask;
    }
}

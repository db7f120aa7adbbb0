using Microsoft.AspNetCore.Cors.Infrastructure;
using StreamOps.Operations.Players;

namespace StreamOps.Dashboard.Player;

/// <summary>What the game's own page asks while it stands by: from the allowed origins alone. And what its backend says, which signs for itself.</summary>
internal sealed class StandByPosts(PlayerDesk desk, RescuePosts posts, StreamSeats seats, PlayerEvents events, TimeProvider time)
{
    public const string CorsPolicy = "stand-by";

    /// <summary>The module that a game's page imports.</summary>
    public const string Script = "/js/stand-by.js";

    public static void Allow(CorsPolicyBuilder policy, PlayerOptions options) =>
        policy.WithOrigins([.. options.Origins]).WithMethods(HttpMethods.Get, HttpMethods.Post);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/stand-by").RequireCors(CorsPolicy).WithMetadata(new PlayerOriginMetadata(PlayerOrigin.Game));
        pages.MapPost("/events", StandByAsync).WithMetadata(new PlayerCostMetadata(PlayerCost.Events));
        posts.MapPassPosts(pages);
        // By its result: as a RequestDelegate, which it could be too, that would be thrown away.
        endpoints.MapPost("/hints", (Delegate)HintAsync);
    }

    private async Task<IResult> HintAsync(HttpContext context)
    {
        var message = await PlayerMessage.ReadAsync(context, time);
        return desk.Hint(message.Ticket ?? throw PlayerRefusedException.Malformed) switch
        {
            HintReply.Taken => Results.NoContent(),
            HintReply.TurnedAway refused => throw PlayerRefusedException.Of(refused.Kind),
            _ => throw PlayerRefusedException.Crowded,
        };
    }

    private async Task<IResult> StandByAsync(HttpContext context, CancellationToken aborted)
    {
        var message = await seats.ReadAsync(context, time);
        var page = message.PageKey;
        var ticket = message.Ticket ?? throw PlayerRefusedException.Malformed;
        var browser = RescuePosts.Browser(context);
        // One that brings a pass is the same as before: only its line broke.
        var entry = RescuePosts.Admitted(
            context,
            await (
                message.Pass is { Length: > 0 }
                    ? desk.StandByAgainAsync(ticket, page, browser, aborted)
                    : desk.StandByAsync(ticket, page, browser, aborted)
            )
        );
        seats.Take(context, entry.Share);
        return events.Stream(entry, page, context, new AdmittedEvent("admitted", entry.Pass.Text));
    }
}

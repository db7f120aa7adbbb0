using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Player;

/// <summary>What the players' page asks: all by POST, so that no preview of a link ever uses anything up.</summary>
internal sealed class RescuePosts(
    PlayerDesk desk,
    WebSdk webSdk,
    DemoHost demoHost,
    PassLimits limits,
    StreamSeats seats,
    PlayerEvents events,
    FleetClock clock,
    TimeProvider time
)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        // Half a millisecond matters less than being wrong about it.
        endpoints.MapGet("/live/clock", () => Results.Json(new { now = PlayerEvents.Milliseconds(clock.Now) }));
        var rescue = endpoints.MapGroup("/rescue").WithMetadata(new PlayerOriginMetadata(PlayerOrigin.Own));
        rescue.MapPost("/open", OpenAsync).WithMetadata(new PlayerCostMetadata(PlayerCost.Opening));
        rescue.MapPost("/code", OpenByCodeAsync).WithMetadata(new PlayerCostMetadata(PlayerCost.Code));
        rescue.MapPost("/continue", ContinueAsync);
        rescue.MapPost("/events", ListenAsync).WithMetadata(new PlayerCostMetadata(PlayerCost.Events));
        MapPassPosts(rescue);
    }

    /// <summary>What every page with a pass does, however it got it.</summary>
    public void MapPassPosts(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/offers", OfferAsync).WithMetadata(new BodyLimit(PlayerMessage.LargestBody));
        pages.MapPost("/reports", ReportAsync);
    }

    private async Task<IResult> OpenAsync(HttpContext context, CancellationToken aborted)
    {
        var message = await PlayerMessage.ReadAsync(context, time);
        if (!LinkSecret.TryParse(message.Secret, out var secret))
        {
            throw PlayerRefusedException.Of(PlayerRefusal.Unknown);
        }

        var entry = await desk.OpenAsync(secret, message.PageKey, Browser(context), message.IsLoadedAnew, aborted);
        return Opened(Admitted(context, entry));
    }

    private async Task<IResult> OpenByCodeAsync(HttpContext context, CancellationToken aborted)
    {
        var message = await PlayerMessage.ReadAsync(context, time);
        // A text that is no code takes the same way, and so the same time.
        _ = LinkCode.TryParse(message.Code, out var code);
        var entry = await desk.OpenAsync(code, message.PageKey, Browser(context), message.IsLoadedAnew, aborted);
        entry = entry is PlayerEntry.TurnedAway ? new PlayerEntry.TurnedAway(PlayerRefusal.Unknown) : entry;
        return Opened(Admitted(context, entry));
    }

    private async Task<IResult> ContinueAsync(HttpContext context, CancellationToken aborted)
    {
        var message = await PlayerMessage.ReadAsync(context, time);
        limits.Count(message.PlayerPass, message.PageKey);
        var entry = Admitted(context, await desk.ContinueAsync(message.PlayerPass, message.PageKey, aborted));
        return Results.Json(events.Of(entry.State));
    }

    private async Task<IResult> ListenAsync(HttpContext context, CancellationToken aborted)
    {
        var message = await seats.ReadAsync(context, time);
        limits.Count(message.PlayerPass, message.PageKey);
        var entry = Admitted(context, await desk.ReadAsync(message.PlayerPass, message.PageKey, aborted));
        seats.Take(context, entry.Share);
        return events.Stream(entry, message.PageKey, context);
    }

    private async Task<IResult> OfferAsync(HttpContext context, CancellationToken aborted)
    {
        var message = await PlayerMessage.ReadAsync(context, time);
        limits.Count(message.PlayerPass, message.PageKey, isOffer: true);
        var offer = message.Offer ?? throw PlayerRefusedException.Malformed;
        // Judged before it is examined: the call to the service takes seconds, and the page's connection is to outlast them.
        _ = Admitted(context, await desk.ReadAsync(message.PlayerPass, message.PageKey, aborted));
        return await desk.OfferAsync(message.PlayerPass, message.PageKey, offer, aborted) switch
        {
            OfferReply.Answered => Results.Json(new { outcome = "answered" }),
            OfferReply.Waits => Results.Json(new { outcome = "waits" }),
            OfferReply.Stopped stopped => Results.Json(new { outcome = "stopped", rule = stopped.Rule }),
            OfferReply.TurnedAway refused => throw PlayerRefusedException.Of(refused.Kind),
            _ => Results.Json(new { outcome = "notTaken" }),
        };
    }

    private async Task<IResult> ReportAsync(HttpContext context, CancellationToken aborted)
    {
        var message = await PlayerMessage.ReadAsync(context, time);
        var (pass, page) = (message.PlayerPass, message.PageKey);
        limits.Count(pass, page);
        var entry = message switch
        {
            { IsLost: true } => await desk.LostAsync(pass, page, aborted),
            { Rung: "applied" } => await desk.AnswerAppliedAsync(pass, page, aborted),
            { Rung: "picture" } => await desk.PictureSeenAsync(pass, page, aborted),
            _ => await desk.ReportAsync(pass, page, TroubleOf(message.Trouble), aborted),
        };
        _ = Admitted(context, entry);
        return Results.NoContent();
    }

    private static PlayerTrouble TroubleOf(string? word) =>
        word is { Length: > 0 } && char.IsAsciiLetterLower(word[0]) && Enum.TryParse<PlayerTrouble>(word, ignoreCase: true, out var trouble)
            ? trouble
            : throw PlayerRefusedException.Malformed;

    /// <summary>Lets a page in: from now on its connection is its own. What is at an end needs none, and is a stranger's.</summary>
    /// <exception cref="PlayerRefusedException">It is not let in.</exception>
    public static PlayerEntry.Admitted Admitted(HttpContext context, PlayerEntry entry)
    {
        if (entry is not PlayerEntry.Admitted admitted)
        {
            var refused = (PlayerEntry.TurnedAway)entry;
            throw PlayerRefusedException.Of(refused.Kind, refused.Number);
        }

        ConnectionSeat.Believe(context, admitted.Share, admitted.State.Phase);

        return admitted;
    }

    public static string Browser(HttpContext context) => UserAgentWords.Of(context.Request.Headers.UserAgent);

    private IResult Opened(PlayerEntry.Admitted entry) =>
        Results.Json(
            new
            {
                pass = entry.Pass.Text,
                state = events.Of(entry.State),
                webSdk = webSdk.Address,
                demoHost = demoHost.Page,
            }
        );
}

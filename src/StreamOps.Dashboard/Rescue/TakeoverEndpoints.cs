using Microsoft.AspNetCore.Mvc;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Takeover;

namespace StreamOps.Dashboard.Rescue;

/// <summary>The offer of the operator's own browser: behind a permission of its own. The answer is read as any other one.</summary>
internal static class TakeoverEndpoints
{
    /// <summary>Characters of a reason that are kept.</summary>
    private const int LongestReason = 200;

    /// <summary>An offer, escaped as JSON at worst, and the words around it. Bytes.</summary>
    private const int LargestBody = (2 * OfferDesk.MaxBytes) + 4096;

    public static void MapTakeovers(this IEndpointRouteBuilder rescue)
    {
        var takeovers = rescue.MapGroup("/takeovers").RequireAuthorization(TakeoverPermission.Policy);
        takeovers.MapPost("/", BeginAsync).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        takeovers.MapPost("/{attemptId:guid}/end", EndAsync);
    }

    /// <summary>The Web SDK's file on this side too: a takeover plays in the operator's own page.</summary>
    public static void MapTakeoverScript(this IEndpointRouteBuilder endpoints) =>
        endpoints.ServiceProvider.GetRequiredService<WebSdk>().Map(endpoints.MapGroup("").RequireAuthorization(TakeoverPermission.Policy));

    private static async Task<IResult> BeginAsync(
        TakeoverWish wish,
        HttpContext context,
        FleetAccess fleet,
        TakeoverDesk desk,
        RescueDesk rescues,
        BackgroundWork work
    )
    {
        var actor = RescueEndpoints.Who(context);
        if (fleet.Find(wish.Session, actor) is not { } session)
        {
            return Refused(fleet.Snapshot.WhyAbsent);
        }

        var reason = (wish.Reason ?? "").Trim();
        reason = reason[..Math.Min(reason.Length, LongestReason)];
        // Once the offer is on its way it is followed to its end, whoever waits.
        var result = await work.PerformAsync(lifetime => desk.BeginAsync(session, new Offer(wish.Offer ?? ""), actor, reason, lifetime));
        if (context.RequestAborted.IsCancellationRequested && result is CommandResult.Accepted { Attempt: { } left })
        {
            // The page that made the offer is gone: nobody can use the answer, and the player shall not wait for it.
            const string why = "The page of the takeover was left before the answer came.";
            await work.PerformAsync(lifetime => rescues.AbandonAsync(left.Id, actor, why, lifetime));
        }

        return result switch
        {
            CommandResult.Accepted { Attempt: { } attempt } => Results.Json(new BegunTakeover(attempt.Id)),
            CommandResult.Refused refused => Refused(refused.Reason),
            CommandResult.Failed failed => Refused(failed.Reason),
            _ => Refused("The takeover did not begin."),
        };
    }

    private static Task<IResult> EndAsync(Guid attemptId, HttpContext context, TakeoverDesk desk, BackgroundWork work)
    {
        var actor = RescueEndpoints.Who(context);
        return work.PerformAsync(async lifetime =>
        {
            await desk.EndAsync(attemptId, actor, lifetime);
            return Results.NoContent();
        });
    }

    private static IResult Refused(string reason) =>
        Results.Json(new LinkRefusal(reason), statusCode: StatusCodes.Status422UnprocessableEntity);
}

/// <summary>What the page asks for.</summary>
/// <param name="Session">The last part of the session's ARN.</param>
/// <param name="Reason">As typed.</param>
/// <param name="Offer">The offer of this browser. A secret.</param>
internal sealed record TakeoverWish(string? Session, string? Reason, string? Offer)
{
    public override string ToString() => "***";
}

/// <summary>The service answered.</summary>
internal sealed record BegunTakeover(Guid Attempt);

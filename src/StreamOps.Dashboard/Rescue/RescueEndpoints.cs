using Microsoft.AspNetCore.Http.Features;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Rescue;

/// <summary>The ways of offers and answers: by POST and fetch, never through the circuit, never into an address or a log.</summary>
public static class RescueEndpoints
{
    public static IServiceCollection AddRescuePanel(this IServiceCollection services)
    {
        services.AddSingleton<OfferDrafts>();
        services.AddTakeoverPermission();
        services.AddScoped(ClaimActs.Of);
        services.AddScoped(provider => new Terminations(provider.GetRequiredService<AuditDesk>().ForSessionAsync));
        return services;
    }

    public static IEndpointRouteBuilder MapRescuePanel(this IEndpointRouteBuilder endpoints)
    {
        var rescue = endpoints.MapGroup("/rescue").AddEndpointFilter(RequireOurPageAsync).DisableAntiforgery();
        rescue.MapPost("/offers/{draftKey}", ExamineAsync);
        rescue.MapPost("/offers/{draftKey}/repair", Repair);
        rescue.MapGet("/answers/{attemptId:guid}", ReadAnswerAsync);
        rescue.MapPost("/answers/{attemptId:guid}/taken", MarkTakenAsync);
        rescue.MapRescueLinks();
        rescue.MapTakeovers();
        endpoints.MapTakeoverScript();
        return endpoints;
    }

    // A foreign page cannot set the header without a preflight, and none is ever granted: no token needed for a script's POST.
    private static async ValueTask<object?> RequireOurPageAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        context.Response.Headers.CacheControl = "no-store";
        if (CurrentOperator.Of(context.User) is null)
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        if (!context.Request.Headers.ContainsKey(SameOrigin.Header) || !SameOrigin.IsSameOrigin(context.Request))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        // All that is mapped here is part of a rescue; each desk asks again for its own act.
        if (ActorPermissions.For(DeskAct.Rescue, Who(context)) is { IsAllowed: false } no)
        {
            var notes = context.RequestServices.GetRequiredService<AccessNotes>();
            await notes.ForbiddenAsync(Who(context).Person, AuditActions.Rescue, no.Reason);
            return Results.Json(new LinkRefusal(no.Reason), statusCode: StatusCodes.Status403Forbidden);
        }

        try
        {
            return await next(invocation);
        }
        catch (StoreUnavailableException unavailable)
        {
            return Results.Json(new LinkRefusal(VisibleText.Of(unavailable.Message)), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> ExamineAsync(string draftKey, long serial, HttpContext context, OfferDrafts drafts, ClaimDesk claims)
    {
        if (drafts.Find(draftKey, Who(context)) is not { } draft)
        {
            return Results.NotFound();
        }

        await claims.RenewAsync(draft.Session, Who(context));
        var text = await ReadTextAsync(context);
        var verdict = await drafts.ExamineAsync(draft, Who(context), serial, text, context.RequestAborted);
        return text is null ? Results.Json(verdict, statusCode: StatusCodes.Status413PayloadTooLarge)
            : verdict is null ? Results.NoContent()
            : Results.Json(verdict);
    }

    private static IResult Repair(string draftKey, HttpContext context, OfferDrafts drafts) =>
        drafts.Find(draftKey, Who(context)) is { Offer: { } offer } ? Results.Text(OfferDesk.Repair(offer.Text)) : Results.NotFound();

    private static async Task<IResult> ReadAnswerAsync(Guid attemptId, HttpContext context, AnswerDesk desk) =>
        await desk.ReadAnswerAsync(attemptId, Who(context), context.RequestAborted) is { } answer ? Results.Text(answer.Text)
        : await desk.IsForAnotherAsync(attemptId, Who(context), context.RequestAborted)
            ? Results.Text("The answer is for the one who brought the offer.", statusCode: StatusCodes.Status403Forbidden)
        : Results.NotFound();

    private static async Task<IResult> MarkTakenAsync(Guid attemptId, HttpContext context, AnswerDesk desk)
    {
        await desk.MarkDeliveredAsync(attemptId, Who(context), context.RequestAborted);
        return Results.NoContent();
    }

    /// <summary>Who asks. Nobody comes this far without being somebody.</summary>
    internal static Actor Who(HttpContext context) => CurrentOperator.Of(context.User)!.Actor;

    /// <summary>The body, or null when it is over the limit.</summary>
    private static async Task<string?> ReadTextAsync(HttpContext context)
    {
        if (context.Request.ContentLength > OfferDesk.MaxBytes)
        {
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // One more than allowed: a body of unknown length is refused by us, with words.
            size.MaxRequestBodySize = OfferDesk.MaxBytes + 1;
        }

        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > OfferDesk.MaxBytes)
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }
}

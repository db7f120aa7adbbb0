using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Security;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.SignIn;

/// <summary>The ways in and out, and the pages for whoever is not in.</summary>
internal static class SignInEndpoints
{
    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";
    public const string BackChannelPath = "/sign-out/back-channel";
    public const string SignedOutPath = "/signed-out";
    public const string NoRolePath = "/no-role";

    /// <summary>A logout token is a few hundred bytes. Bytes.</summary>
    private const int LargestLogout = 16 * 1024;

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(SignInPath, SignInAsync);
        endpoints.MapGet(SignOutPath, SignOutAsync);
        // The provider's own server posts it: no cookie and no page of ours is behind it, the token in it is the proof.
        endpoints
            .MapPost(BackChannelPath, EndAsync)
            .DisableAntiforgery()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestLogout));
        endpoints.MapGet(
            SignedOutPath,
            // Only a page that is left by itself says where it was.
            (string? returnTo) => Page(SignInWords.SignedOut(AddressFor(returnTo), isByOther: returnTo is not null))
        );
        endpoints.MapGet(NoRolePath, NoRole);
    }

    /// <summary>Somebody who is not signed in: a page goes to the provider and comes back, anything else gets its status.</summary>
    public static Task LeadInAsync(HttpContext context)
    {
        if (!IsForPerson(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        if (context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // Round and round otherwise: the fault may be the sign-in's own.
            return Page(SignInWords.Fault, StatusCodes.Status500InternalServerError).ExecuteAsync(context);
        }

        var request = context.Features.Get<IStatusCodeReExecuteFeature>() is { } first
            ? $"{first.OriginalPath}{first.OriginalQueryString}"
            : $"{context.Request.Path}{context.Request.QueryString}";
        context.Response.Redirect(BasePath.InHeader(context.Request, AddressFor(request)));
        return Task.CompletedTask;
    }

    /// <summary>Somebody without what it takes: in the record where they have a role, and wanted more than it gives.</summary>
    public static async Task DenyAsync(HttpContext context)
    {
        if (IsForPerson(context) && SignedInClaims.RoleOf(context.User) is null)
        {
            context.Response.Redirect(BasePath.InHeader(context.Request, NoRolePath));
            return;
        }

        if (CurrentOperator.Of(context.User) is { Actor: var actor })
        {
            // Beside a role there is one permission of its own.
            var why = ActorPermissions.For(DeskAct.TakeOver, actor) is { IsAllowed: false } no ? no.Reason : "It is switched off here.";
            var notes = context.RequestServices.GetRequiredService<AccessNotes>();
            await notes.ForbiddenAsync(actor.Person, AuditActions.Takeover, why);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    /// <summary>The provider, or somebody in its name, sent a browser back with what cannot be believed.</summary>
    /// <param name="context">Of its request.</param>
    /// <param name="failure">Why not.</param>
    /// <param name="wanted">Where the sign-in was to lead, with the base path; null where nobody can tell.</param>
    public static async Task TellFailureAsync(HttpContext context, Exception? failure, string? wanted)
    {
        var back = OperatorEndpoints.WayBack(BasePath.OfHeader(context.Request, wanted));
        var held = await context.AuthenticateAsync(SignInServices.Scheme);
        var isIn = held.Principal is { } user && SignedInClaims.RoleOf(user) is not null;
        var found = SignInFailure.Of(failure, AddressFor(back), isIn ? back : null);
        context.RequestServices.GetRequiredService<SignInTroubles>().NotSignedIn(found.Kind);
        if (found.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.RequestServices.GetRequiredService<ProviderReach>().Doubt();
        }

        await Page(found.Page, found.Status).ExecuteAsync(context);
    }

    /// <summary>Too many came from somebody's address.</summary>
    /// <param name="context">Of their request.</param>
    /// <param name="wanted">Where their sign-in was to lead, with the base path; null where nobody can tell.</param>
    public static Task TurnAwayAsync(HttpContext context, string? wanted) =>
        TurnAway(context, BasePath.OfHeader(context.Request, wanted)).ExecuteAsync(context);

    private static RazorComponentResult TurnAway(HttpContext context, string? back)
    {
        context.RequestServices.GetRequiredService<SignInTroubles>().TurnedAway();
        context.Response.Headers.RetryAfter = "60";
        return Page(SignInWords.Crowded(AddressFor(back)), StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> SignInAsync(string? returnTo, HttpContext context, ProviderReach provider, SignInCrowd crowd)
    {
        if (!IsVisit(context.Request))
        {
            // With words: an answer without is led to sign in.
            return Results.Text("A sign-in begins in a page of its own.", statusCode: StatusCodes.Status403Forbidden);
        }

        var back = OperatorEndpoints.WayBack(returnTo);
        if (SignedInClaims.RoleOf(context.User) is not null && !SameOrigin.IsSameOrigin(context.Request))
        {
            // Another site's page makes no new sign-in of somebody who is in.
            return Results.LocalRedirect($"~{back}");
        }

        if (!crowd.TryBegin(context.Connection.RemoteIpAddress))
        {
            return TurnAway(context, back);
        }

        SignInCookies.GiveUpOldest(context);
        return await provider.IsThereAsync()
            ? await SendOnAsync(context, back)
            : Page(SignInWords.ProviderDown(AddressFor(back)), StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> SendOnAsync(HttpContext context, string back)
    {
        try
        {
            await context.ChallengeAsync(
                SignInServices.Provider,
                new AuthenticationProperties { RedirectUri = BasePath.InHeader(context.Request, back) }
            );
            return Results.Empty;
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested && SignInFailure.IsOfProvider(failure))
        {
            var found = SignInFailure.NotSentOn(failure, AddressFor(back));
            context.RequestServices.GetRequiredService<SignInTroubles>().NotSentOn(found.Kind);
            return Page(found.Page, found.Status);
        }
    }

    /// <summary>
    /// Here first, whatever becomes of the provider's part. Before that the page that was left is gone from its tab: as long as it is there it leaves by itself when
    /// its sign-in ends, and the browser never gets to the provider.
    /// </summary>
    private static async Task<IResult> SignOutAsync(
        string? proof,
        string? left,
        HttpContext context,
        SignOutProofs proofs,
        SignInSessions sessions,
        ProviderReach provider,
        AccessNotes notes
    )
    {
        if (SignInSessions.IdOf(context.User) is not { } session || !proofs.IsOf(session, proof))
        {
            return Results.LocalRedirect("~/");
        }

        if (left is null)
        {
            var goOn = $"{SignOutPath}?proof={Uri.EscapeDataString(proof!)}&left=1";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["Refresh"] = $"0; url={BasePath.InHeader(context.Request, goOn)}";
            return Page(SignInWords.SigningOut(goOn));
        }

        sessions.End(one => string.Equals(one.Id, session, StringComparison.Ordinal));
        await notes.SignedOutAsync(SignedInClaims.PersonOf(context.User), "");
        await context.SignOutAsync(SignInServices.Scheme);
        return await provider.HasWayOutAsync()
            ? Results.SignOut(new AuthenticationProperties(), [SignInServices.Provider])
            : Results.LocalRedirect($"~{SignedOutPath}");
    }

    private static async Task<IResult> EndAsync(HttpContext context, BackChannelLogout logout)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType)
        {
            return NotBelieved();
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return await logout.EndAsync(form["logout_token"], context.RequestAborted) ? Results.Ok() : NotBelieved();
        }
        catch (InvalidDataException)
        {
            return NotBelieved();
        }
        catch (InvalidOperationException)
        {
            // The provider does not tell its keys just now.
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult NotBelieved() => Results.Json(new { error = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest);

    private static IResult NoRole(HttpContext context, IOptions<SignInOptions> options, SignOutProofs proofs) =>
        SignInSessions.IdOf(context.User) is not { } session ? Results.LocalRedirect($"~{SignInPath}")
        : SignedInClaims.RoleOf(context.User) is not null ? Results.LocalRedirect("~/")
        : Page(
            SignInWords.NoRole(context.User.Identity?.Name ?? "", options.Value.Contact, SignInPath, proofs.AddressFor(session)),
            StatusCodes.Status403Forbidden
        );

    /// <summary>Where a page goes whose person is not in any more.</summary>
    /// <param name="page">Where it was.</param>
    /// <param name="user">Who they are now.</param>
    public static string LeaveAddress(string page, ClaimsPrincipal? user) =>
        user?.Identity?.IsAuthenticated == true ? NoRolePath : $"{SignedOutPath}?returnTo={Uri.EscapeDataString(page)}";

    private static string AddressFor(string? returnTo) =>
        OperatorEndpoints.WayBack(returnTo) is var back and not "/" ? $"{SignInPath}?returnTo={Uri.EscapeDataString(back)}" : SignInPath;

    internal static RazorComponentResult Page(SignInPageWords words, int status = StatusCodes.Status200OK) =>
        new RazorComponentResult<SignInPage>(new { Words = words }) { StatusCode = status };

    /// <summary>Whether somebody comes there: a script, a picture or a frame of another site's page signs nobody in, and takes of what the address of its visitor may.</summary>
    private static bool IsVisit(HttpRequest request) =>
        SameOrigin.IsSameOrigin(request)
        || (
            request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate"
            && request.Headers["Sec-Fetch-Dest"].ToString() is "" or "document"
        );

    private static bool IsForPerson(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        // A hub is no page, and what stands in its address goes into no other one.
        && !OpenConnections.MayLast(context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? context.Request.Path)
        && context.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType == "text/html");
}

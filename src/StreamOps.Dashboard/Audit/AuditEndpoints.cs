using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Audit;

/// <summary>Gives out what the audit's page shows, of all its sheets: streamed, whatever its length.</summary>
internal static class AuditEndpoints
{
    private const string Path = "/audit/export";

    public static void MapAudit(this IEndpointRouteBuilder endpoints) => endpoints.MapGet($"{Path}.{{form}}", ExportAsync);

    /// <summary>Where a form of it is, for a page of ours.</summary>
    public static string ExportIn(AuditFormat format) => $"{Path[1..]}.{format.Name()}";

    private static async Task<IResult> ExportAsync(string form, HttpContext context, AuditDesk desk, TimeProvider time)
    {
        if (AuditFormats.Named(form) is not { } format)
        {
            return Results.NotFound();
        }

        // It leaves an entry: no other site's page makes our browser ask for it.
        if (!SameOrigin.IsSameOrigin(context.Request))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var address = AuditAddress.Parse(context.Request.QueryString.Value ?? "");
        if (!address.IsUnderstood)
        {
            return Results.Text(
                "A time or a number of this address is not understood, so nothing is given out.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        var actor = CurrentOperator.Of(context.User)?.Actor;
        try
        {
            var verdict = await desk.ExportAsync(address.Query, format, actor, () => Open(context, format, time), context.RequestAborted);
            return verdict.IsAllowed ? Results.Empty : Results.Text(verdict.Reason, statusCode: StatusCodes.Status403Forbidden);
        }
        catch (StoreUnavailableException) when (context.Response.HasStarted)
        {
            // What has left looks whole otherwise.
            context.Abort();
            return Results.Empty;
        }
        catch (StoreUnavailableException unavailable)
        {
            context.Response.Clear();
            return Results.Text(unavailable.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static Stream Open(HttpContext context, AuditFormat format, TimeProvider time)
    {
        var headers = context.Response.Headers;
        var day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        headers.ContentType = format == AuditFormat.Csv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        headers.ContentDisposition = $"attachment; filename=\"streamops-audit-{day}.{format.Name()}\"";
        headers.CacheControl = "no-store";
        return context.Response.Body;
    }
}

using Microsoft.AspNetCore.Http.Features;

namespace StreamOps.Dashboard.Circuits;

/// <summary>
/// A page that is closed tells the server the id of its circuit, which ends: the framework asks nobody whose it is. Here a circuit ends by the hand of whom it belongs to
/// and by nobody else's.
/// </summary>
internal sealed class CircuitEnds(CircuitOwners owners)
{
    private const string Path = "/_blazor/disconnect";
    private const string IdField = "circuitId";

    /// <summary>A form of one field. Bytes.</summary>
    private const int LargestForm = 16 * 1024;

    /// <summary>Serves what would end a circuit where it may, anything else as it is.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase) || !HttpMethods.IsPost(request.Method))
        {
            await next(context);
            return;
        }

        if (await IdOfAsync(request) is not { } id)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (!owners.MayEnd(id, context))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            // The form that was read is what is read again: a request keeps it.
            await next(context);
        }
    }

    private static async Task<string?> IdOfAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestForm;
        }

        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted))[IdField] is [{ Length: > 0 } id] ? id : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // No form, one that breaks off, or too much of it.
            return null;
        }
    }
}

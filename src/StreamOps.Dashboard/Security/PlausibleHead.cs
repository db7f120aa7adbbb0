using Microsoft.Net.Http.Headers;

namespace StreamOps.Dashboard.Security;

/// <summary>
/// Refuses a request whose head says what there is not: an empty Host or a port beyond all ports, from which no address can be built, and a body in an
/// encoding that nobody knows.
/// </summary>
internal static class PlausibleHead
{
    public static IApplicationBuilder UsePlausibleHead(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                !IsPlausible(context.Request) ? throw new BadHttpRequestException("No such host.", StatusCodes.Status400BadRequest)
                : !IsKnown(context.Request.ContentType)
                    ? throw new BadHttpRequestException("No such encoding.", StatusCodes.Status415UnsupportedMediaType)
                : next(context)
        );

    private static bool IsPlausible(HttpRequest request)
    {
        try
        {
            return request.Host is { HasValue: true } host
                && Uri.TryCreate($"http://{host.Value}/", UriKind.Absolute, out var address)
                && address.Host.Length > 0;
        }
        catch (ArgumentException)
        {
            // A name in the form of foreign letters that stands for none.
            return false;
        }
    }

    private static bool IsKnown(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue)
        {
            return true;
        }

        try
        {
            return Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(type.Charset).ToString()) is not null;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            // UTF-7 is known by name, and refused.
            return false;
        }
    }
}

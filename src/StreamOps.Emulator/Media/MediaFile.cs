using System.Globalization;
using System.Security.Cryptography;

namespace StreamOps.Emulator.Media;

/// <summary>A page, style or script that is part of the program.</summary>
public sealed record MediaFile(string ContentType, ReadOnlyMemory<byte> Content)
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
    };

    private readonly string _etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Content.Span))[..16]}\"";

    /// <summary>The file of that name; null when there is none.</summary>
    public static MediaFile? Find(string name)
    {
        using var resource = typeof(MediaFile).Assembly.GetManifestResourceStream("Media/" + name);
        if (resource is null)
        {
            return null;
        }

        using var content = new MemoryStream();
        resource.CopyTo(content);
        return new(ContentTypes[Path.GetExtension(name)], content.ToArray());
    }

    /// <summary>Sends it.</summary>
    /// <param name="lifetime">How long a browser may keep it without asking; by default it always asks.</param>
    public async Task WriteAsync(HttpContext context, bool forAnyOrigin = false, TimeSpan lifetime = default)
    {
        var response = context.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ETag = _etag;
        response.Headers.CacheControl =
            lifetime > TimeSpan.Zero
                ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={lifetime.TotalSeconds:0}, immutable")
                : "no-cache";
        if (forAnyOrigin)
        {
            response.Headers.AccessControlAllowOrigin = "*";
            response.Headers["cross-origin-resource-policy"] = "cross-origin";
        }

        if (context.Request.Headers.IfNoneMatch == _etag)
        {
            response.StatusCode = 304;
            return;
        }

        response.ContentType = ContentType;
        response.ContentLength = Content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(Content, context.RequestAborted);
        }
    }

    public override string ToString() => $"{ContentType}, {Content.Length} bytes";
}

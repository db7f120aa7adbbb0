using Microsoft.Net.Http.Headers;

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

    private const string Folder = "Media/";

    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Content.Span))[..16]}\"");

    /// <summary>The names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(MediaFile)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..]),
    ];

    /// <summary>The file of a name that is one of <see cref="Names"/>.</summary>
    public static MediaFile Of(string name)
    {
        using var resource = typeof(MediaFile).Assembly.GetManifestResourceStream(Folder + name)!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return new(ContentTypes[Path.GetExtension(name)], content.ToArray());
    }

    /// <summary>Sends it.</summary>
    /// <param name="lifetime">How long a browser may keep it without asking; by default it always asks.</param>
    public Task WriteAsync(HttpContext context, bool forAnyOrigin = false, TimeSpan lifetime = default)
    {
        var response = context.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl =
            lifetime > TimeSpan.Zero
                ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={lifetime.TotalSeconds:0}, immutable")
                : "no-cache";
        if (forAnyOrigin)
        {
            response.Headers.AccessControlAllowOrigin = "*";
            response.Headers["cross-origin-resource-policy"] = "cross-origin";
        }

        return Results.Bytes(Content, ContentType, entityTag: _tag).ExecuteAsync(context);
    }

    public override string ToString() => $"{ContentType}, {Content.Length} bytes";
}

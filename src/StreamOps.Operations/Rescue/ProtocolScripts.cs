using System.Text.Json;
using StreamOps.Operations.Attempts;

namespace StreamOps.Operations.Rescue;

/// <summary>
/// From where our own pages may load scripts: before it connects, the Web SDK loads one from the answer's <c>webSdkProtocolUrl</c>. The game's own page
/// has a policy of its own, and nobody here knows it.
/// </summary>
/// <param name="Setting">The setting that names the sources, as <c>StreamOps:Player:WebSdkProtocolHosts</c>.</param>
/// <param name="Sources">As in a content security policy: origins, whose first label may be a star. Null where no page of ours loads a Web SDK.</param>
public sealed record ProtocolScripts(string Setting, IReadOnlyList<string>? Sources)
{
    /// <summary>No page of ours loads a Web SDK.</summary>
    public static readonly ProtocolScripts None = new("", Sources: null);

    /// <summary>The origin of the answer's script, where the page that the answer goes to may not load it; null where nothing is in the way.</summary>
    /// <param name="answer">A secret: nothing of it but this origin gets out.</param>
    /// <param name="source">How the offer came, and so where the answer goes.</param>
    internal string? KeptOut(Answer answer, OfferSource source) =>
        Sources is not null
        && source is OfferSource.Link or OfferSource.Capture
        && UrlIn(answer) is { } script
        && !Sources.Any(allowed => Covers(allowed, script))
            ? script.GetLeftPart(UriPartial.Authority)
            : null;

    /// <summary>What the operator reads.</summary>
    /// <param name="origin">The script's origin.</param>
    internal string Words(string origin) =>
        $"{Setting} does not name {origin}, and the Web SDK loads its protocol script from there: the page that gets this answer may not. "
        + $"Add {origin} to {Setting} and start StreamOps again; then load that page anew and try again.";

    /// <summary>As a browser compares them: https also where http was allowed, a star for one label or more, the port of the scheme where none was named.</summary>
    private static bool Covers(string allowed, Uri script)
    {
        var isAnyBelow = allowed.Contains("://*.", StringComparison.Ordinal);
        return Uri.TryCreate(allowed.Replace("://*.", "://", StringComparison.Ordinal), UriKind.Absolute, out var origin)
            && (origin.Scheme == script.Scheme || (origin.Scheme == Uri.UriSchemeHttp && script.Scheme == Uri.UriSchemeHttps))
            && (origin.Port == script.Port || (origin.IsDefaultPort && script.IsDefaultPort))
            && (
                isAnyBelow
                    ? script.IdnHost.EndsWith($".{origin.IdnHost}", StringComparison.OrdinalIgnoreCase)
                    : string.Equals(script.IdnHost, origin.IdnHost, StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>Null where the answer names no address: then the Web SDK takes it by no means, and the page says so.</summary>
    private static Uri? UrlIn(Answer answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Text);
            return
                json.RootElement is { ValueKind: JsonValueKind.Object } members
                && members.TryGetProperty("webSdkProtocolUrl", out var address)
                && address.ValueKind == JsonValueKind.String
                && Uri.TryCreate(address.GetString(), UriKind.Absolute, out var url)
                && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
                ? url
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped half of a surrogate pair.
            return null;
        }
    }
}

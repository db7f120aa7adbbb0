using System.Net;
using StreamOps.Dashboard.Network;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Player;

/// <summary>Settings under <c>StreamOps:Player</c>: the players' own address, apart from the operators'. Lists are separated by semicolons.</summary>
/// <remarks>The key of the tickets stands in the same section: <see cref="Operations.StandBy.StandByOptions"/>.</remarks>
public sealed class PlayerOptions
{
    public const string Section = "StreamOps:Player";

    /// <summary>Addresses of the players' listener; may be off loopback, plain HTTP: TLS ends at a proxy. Default <c>http://127.0.0.1:5181</c>.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:5181";

    /// <summary>The origin players reach it at, as <c>https://rescue.example.com</c>; links are built from it. Empty: links work on this machine only.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Addresses and networks (<c>10.0.0.0/8</c>) of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; none wider than a /16, a private one than a /8, IPv6 than a /32. Default none.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>The deployer's Web SDK: a file's path, which is served to the pages that may load it, or an https URL (http on this machine alone). Empty: plain WebRTC.</summary>
    public string WebSdk { get; set; } = "";

    /// <summary>Where the Web SDK loads its protocol script from, as sources of a content security policy. Default <c>https://*.cloudfront.net</c>.</summary>
    public string WebSdkProtocolHosts { get; set; } = "https://*.cloudfront.net";

    /// <summary>Origins of the game's own pages that may stand by, as <c>https://play.example.com</c>. Default none.</summary>
    public string AllowedOrigins { get; set; } = "";

    internal IReadOnlyList<string> Addresses => ListSetting.Items(Urls);

    internal IReadOnlyList<string> Proxies => ListSetting.Items(TrustedProxies);

    /// <summary>The same as networks; an address is one of its own. Only for settings that are right.</summary>
    internal IReadOnlyList<IPNetwork> ProxyNetworks => [.. Proxies.Select(ProxyList.Of)];

    internal IReadOnlyList<string> ProtocolHosts => ListSetting.Items(WebSdkProtocolHosts);

    /// <summary>As a browser writes them in its Origin header: no slash at the end.</summary>
    internal IReadOnlyList<string> Origins =>
        [.. ListSetting.Items(AllowedOrigins).Select(origin => origin.TrimEnd('/').ToLowerInvariant())];

    /// <summary>The Web SDK as a URL; null for a file and for none.</summary>
    internal Uri? WebSdkUrl =>
        Uri.TryCreate(WebSdk, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url
            : null;

    /// <summary>The Web SDK as a file's path; null for a URL and for none.</summary>
    internal string? WebSdkFile =>
        string.IsNullOrWhiteSpace(WebSdk) || WebSdkUrl is not null ? null
        // No path at all: said as of a file that is not there.
        : WebSdk.Contains('\0', StringComparison.Ordinal) ? WebSdk
        : Path.GetFullPath(WebSdk);
}

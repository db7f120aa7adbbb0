using System.Net;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Network;

/// <summary>Settings under <c>StreamOps</c> of how operators reach the dashboard over a network. Lists are separated by semicolons.</summary>
public sealed class NetworkOptions
{
    public const string Section = "StreamOps";

    /// <summary>Addresses and networks (<c>10.0.0.0/8</c>) of the proxies in front whose X-Forwarded headers are believed. Default none.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>The path under which a proxy serves the dashboard, as <c>/ops</c>. Default none: at the root of its host.</summary>
    public string PathBase { get; set; } = "";

    /// <summary>The origin at which operators reach it, as <c>https://ops.example.com</c>. Empty: what each request says.</summary>
    public string PublicUrl { get; set; } = "";

    internal IReadOnlyList<string> Proxies => ListSetting.Items(TrustedProxies);

    /// <summary>The same as networks. Only for settings that are right.</summary>
    internal IReadOnlyList<IPNetwork> Networks => [.. Proxies.Select(ProxyList.Of)];

    internal Uri? PublicOrigin => PublicUrl.Length > 0 ? new Uri(PublicUrl) : null;

    internal static NetworkOptions From(IConfiguration configuration) => configuration.GetSection(Section).Get<NetworkOptions>() ?? new();
}

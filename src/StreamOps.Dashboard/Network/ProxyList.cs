using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace StreamOps.Dashboard.Network;

/// <summary>The proxies in front of a listener: nobody else may say where a request came from.</summary>
internal static class ProxyList
{
    /// <summary>One of them as a network; an address is one of its own.</summary>
    public static System.Net.IPNetwork Of(string proxy) =>
        IPAddress.TryParse(proxy, out var address)
            ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
            : System.Net.IPNetwork.Parse(proxy);

    /// <summary>What is wrong with a list of them, as the end of a sentence that begins with the setting's key.</summary>
    public static IEnumerable<string> Faults(IEnumerable<string> proxies) =>
        proxies
            .Select(proxy =>
                !IsAddressOrNetwork(proxy) ? $"\"{proxy}\" is not an address as 10.0.0.5 or a network as 10.0.0.0/8."
                : ProxyWidth.IsTooWide(Of(proxy)) ? $"\"{proxy}\" {ProxyWidth.Words}"
                : null
            )
            .OfType<string>();

    /// <summary>Believes these proxies, and nobody else.</summary>
    /// <param name="proxies">Theirs.</param>
    /// <param name="headers">What they may say.</param>
    public static ForwardedHeadersOptions Believed(IReadOnlyList<System.Net.IPNetwork> proxies, ForwardedHeaders headers)
    {
        var believed = new ForwardedHeadersOptions
        {
            ForwardedHeaders = headers,
            // As far back as the chain is trusted.
            ForwardLimit = null,
        };
        // The framework believes this machine by default.
        believed.KnownProxies.Clear();
        believed.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            believed.KnownIPNetworks.Add(proxy);
        }

        return believed;
    }

    private static bool IsAddressOrNetwork(string text) => IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _);
}

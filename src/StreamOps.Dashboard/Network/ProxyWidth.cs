using System.Net;
using System.Net.Sockets;

namespace StreamOps.Dashboard.Network;

/// <summary>How wide a network of trusted proxies may be: whoever has an address inside it is believed.</summary>
internal static class ProxyWidth
{
    /// <summary>Why one is refused.</summary>
    public const string Words =
        "is too wide: a client whose address lies inside it is believed, and can say that it is anybody. "
        + "Name the proxies' own network: at most a /16, of private addresses a /8, of IPv6 a /32.";

    private const int Public = 16;
    private const int Private = 8;
    private const int Six = 32;

    /// <summary>Bits before the IPv4 address in one of IPv6 that wraps it.</summary>
    private const int Wrapping = 96;

    private static readonly IPNetwork[] PrivateNetworks =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"),
    ];

    public static bool IsTooWide(IPNetwork network) =>
        network switch
        {
            { BaseAddress.AddressFamily: AddressFamily.InterNetwork } => IsTooWide(network.BaseAddress, network.PrefixLength),
            // A socket for both families sees IPv4 clients in this form.
            { PrefixLength: >= Wrapping, BaseAddress.IsIPv4MappedToIPv6: true } => IsTooWide(
                network.BaseAddress.MapToIPv4(),
                network.PrefixLength - Wrapping
            ),
            { PrefixLength: < Wrapping } when network.BaseAddress.Equals(IPAddress.IPv6Any) => true,
            _ => network.PrefixLength < Six,
        };

    private static bool IsTooWide(IPAddress address, int prefix) =>
        prefix < (PrivateNetworks.Any(network => network.Contains(address) && prefix >= network.PrefixLength) ? Private : Public);
}

using System.Net;
using System.Net.Sockets;

namespace StreamOps.Dashboard.Network;

/// <summary>Who one client is, for limits: an IPv4 address, or the /64 that one IPv6 subscriber has.</summary>
internal static class ClientAddress
{
    private const int SubscriberBytes = 8;
    private const int SiteBytes = 6;
    private const int BlockBytes = 3;

    /// <summary>The same text for everything one subscriber can send from.</summary>
    public static string PartitionOf(IPAddress? address) =>
        Plain(address) switch
        {
            null => "",
            { AddressFamily: AddressFamily.InterNetworkV6 } network => Prefix(network, SubscriberBytes),
            { } one => one.ToString(),
        };

    /// <summary>The /48 around it: some have as much, and with it 65,536 networks to send from. Null for IPv4.</summary>
    public static string? SiteOf(IPAddress? address) =>
        Plain(address) is { AddressFamily: AddressFamily.InterNetworkV6 } network ? Prefix(network, SiteBytes) : null;

    /// <summary>What somebody who means ill has at once: the /48 of IPv6, the /24 of IPv4.</summary>
    public static string NetworkOf(IPAddress? address) =>
        Plain(address) switch
        {
            null => "",
            { AddressFamily: AddressFamily.InterNetworkV6 } network => Prefix(network, SiteBytes),
            { } one => Prefix(one, BlockBytes),
        };

    /// <summary>An IPv4 address that a socket for both families wraps, unwrapped.</summary>
    public static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static string Prefix(IPAddress address, int bytes) => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, bytes));
}

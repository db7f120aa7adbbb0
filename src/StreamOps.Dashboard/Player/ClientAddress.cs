using System.Net;
using System.Net.Sockets;

namespace StreamOps.Dashboard.Player;

/// <summary>Who one client is, for limits: an IPv4 address, or the /64 that one IPv6 subscriber has.</summary>
internal static class ClientAddress
{
    private const int PrefixBytes = 8;

    /// <summary>The same text for everything one subscriber can send from.</summary>
    public static string PartitionOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, PrefixBytes))
            : address.ToString();
    }
}

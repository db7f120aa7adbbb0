using System.Net;
using System.Net.Sockets;

namespace StreamOps.Operations.GameLift;

/// <summary>Addresses in settings: each is spelt as everybody reads it, and none leads to where nobody but this machine itself is meant to ask.</summary>
public static class PlainAddress
{
    /// <summary>What stands for a machine's own keys and settings in clouds: whoever may ask there has them.</summary>
    private static readonly IPNetwork[] Never =
    [
        // "This" network, link-local with the metadata of most clouds, several at once, everybody.
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("100.100.100.200/32"),
        IPNetwork.Parse("168.63.129.16/32"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("::/128"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("fec0::/10"),
        IPNetwork.Parse("ff00::/8"),
        IPNetwork.Parse("fd00:ec2::/32"),
        IPNetwork.Parse("fd20:ce::/32"),
    ];

    /// <summary>Networks whose addresses hold an IPv4 address of somebody else's choice.</summary>
    private static readonly (IPNetwork Network, int At)[] Wrapping =
    [
        (IPNetwork.Parse("::/96"), 12),
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("64:ff9b:1::/48"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    /// <summary>Whether a text is an https address, or an http one of this machine, by the one spelling that says what it is.</summary>
    /// <param name="text">As typed.</param>
    public static bool IsPlain(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length == 0
        && IsSpeltOut(text, address)
        && IsHost(address);

    /// <summary>Whether a name that nobody here chose may lead there.</summary>
    /// <param name="address">Of a name, after it was looked up.</param>
    /// <param name="mayBeHere">Whether this machine itself is meant.</param>
    public static bool MayLeadTo(IPAddress address, bool mayBeHere)
    {
        var plain = Inner(address);
        return !Never.Any(network => network.Contains(plain)) && (mayBeHere || !IPAddress.IsLoopback(plain));
    }

    /// <summary>Numbers in another base, escapes, letters that only look like others and a slash that leans the wrong way all end as another text.</summary>
    private static bool IsSpeltOut(string text, Uri address)
    {
        var begin = $"{address.Scheme}://{address.Host}";
        return text.All(letter => letter is > ' ' and < '\u007F' and not '\\')
            && text.StartsWith(begin, StringComparison.OrdinalIgnoreCase)
            && (text.Length == begin.Length || text[begin.Length] is '/' or ':' or '?' or '#');
    }

    private static bool IsHost(Uri address) =>
        address.HostNameType switch
        {
            UriHostNameType.Dns => !address.Host.EndsWith('.'),
            UriHostNameType.IPv4 or UriHostNameType.IPv6 => IPAddress.Parse(address.Host) is var ip
                && ip.Equals(Inner(ip))
                && ip.ScopeIdOrZero() == 0
                && MayLeadTo(ip, mayBeHere: true),
            _ => false,
        };

    private static long ScopeIdOrZero(this IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? address.ScopeId : 0;

    /// <summary>The IPv4 address that one of IPv6 stands for.</summary>
    private static IPAddress Inner(IPAddress address)
    {
        if (
            address.AddressFamily != AddressFamily.InterNetworkV6
            || address.Equals(IPAddress.IPv6Loopback)
            || address.Equals(IPAddress.IPv6Any)
        )
        {
            return address;
        }

        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            : Wrapping.FirstOrDefault(wrapping => wrapping.Network.Contains(address)) is { At: > 0 } found
                ? new IPAddress(address.GetAddressBytes().AsSpan(found.At, 4))
            : address;
    }
}

using System.Net;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Security;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>Whose word on where a request comes from may be believed at all.</summary>
public sealed class ProxyWidthTests
{
    [Theory]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("127.0.0.0/8", false)]
    [InlineData("172.16.0.0/12", false)]
    [InlineData("192.168.0.0/16", false)]
    [InlineData("198.51.0.0/16", false)]
    [InlineData("198.51.100.7/32", false)]
    [InlineData("2001:db8::/32", false)]
    [InlineData("fd00:1234::/32", false)]
    [InlineData("::1/128", false)]
    [InlineData("::ffff:10.0.0.0/104", false)]
    [InlineData("::ffff:198.51.0.0/112", false)]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("0.0.0.0/1", true)]
    [InlineData("128.0.0.0/1", true)]
    [InlineData("10.0.0.0/7", true)]
    [InlineData("8.0.0.0/7", true)]
    [InlineData("172.0.0.0/8", true)]
    [InlineData("192.0.0.0/8", true)]
    [InlineData("198.50.0.0/15", true)]
    [InlineData("::/0", true)]
    [InlineData("2001:db8::/31", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("::ffff:0:0/96", true)]
    [InlineData("::ffff:198.50.0.0/111", true)]
    [InlineData("::/64", true)]
    public void A_network_that_clients_are_in_too_is_too_wide(string network, bool isTooWide) =>
        // Written with bits after the prefix it is no network at all.
        Assert.Equal(isTooWide, !IPNetwork.TryParse(network, out var parsed) || ProxyWidth.IsTooWide(parsed));

    [Fact]
    public void The_start_stops_and_says_why()
    {
        var refusal = Assert.Throws<StartRefusedException>(() =>
            DashboardApp.Build(["--AWS:Region=us-west-2", "--StreamOps:Player:TrustedProxies=10.0.0.5;0.0.0.0/1"])
        );

        Assert.Equal(
            "StreamOps:Player:TrustedProxies \"0.0.0.0/1\" is too wide: a client whose address lies inside it is believed, and can say that it is anybody. "
                + "Name the proxies' own network: at most a /16, of private addresses a /8, of IPv6 a /32.",
            Assert.Single(refusal.Reasons, reason => reason.Contains("TrustedProxies", StringComparison.Ordinal))
        );
    }
}

using System.Net;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.SignIn;

/// <summary>
/// How often one address may begin a sign-in, and how often bring an answer of the provider: nobody is known yet, and each may make us ask the provider in our
/// own name. A whole office signs in behind one address of a morning.
/// </summary>
/// <remarks>Counted in this process alone.</remarks>
/// <param name="time">Of the minute.</param>
/// <param name="most">Of each of the two, of one address in a minute.</param>
internal sealed class SignInCrowd(TimeProvider time, int most = SignInCrowd.MostAMinute)
{
    public const int MostAMinute = 300;

    /// <summary>What an IPv6 /48 may, in shares of a /64.</summary>
    private const int SubscribersPerSite = 4;

    private readonly Pace _addresses = new(time, most);
    private readonly Pace _sites = new(time, SubscribersPerSite * most);

    /// <summary>Counts one who comes to sign in.</summary>
    /// <returns>Whether there is room for it.</returns>
    public bool TryBegin(IPAddress? address) => TryTake("begin", address);

    /// <summary>Counts one who comes back from the provider.</summary>
    /// <returns>Whether there is room for it.</returns>
    public bool TryAnswer(IPAddress? address) => TryTake("answer", address);

    private bool TryTake(string what, IPAddress? address) =>
        _addresses.TryTake($"{what} {ClientAddress.PartitionOf(address)}")
        && (ClientAddress.SiteOf(address) is not { } site || _sites.TryTake($"{what} {site}"));
}

using StreamOps.Dashboard.Player;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>What a network may ask whatever the others do.</summary>
[Trait("Row", "A7")]
public sealed class NetworkSharesTests
{
    [Fact]
    public void Others_use_up_the_pool_and_not_what_is_a_networks_own()
    {
        using var shares = new NetworkShares<string>(network => network, new NetworkShare(OfOneNetwork: 2, OfThePool: 3));
        Assert.Equal(5, Enumerable.Range(0, 10).Count(_ => IsLet(shares, "crowd")));

        Assert.True(IsLet(shares, "player"));
        Assert.True(IsLet(shares, "player"));
        Assert.False(IsLet(shares, "player"));
    }

    [Fact]
    public void What_is_their_own_is_bounded_in_all_where_that_is_said()
    {
        using var shares = new NetworkShares<string>(network => network, new NetworkShare(OfOneNetwork: 1, OfThePool: 3, OfAllNetworks: 4));

        Assert.Equal(7, Enumerable.Range(0, 20).Count(network => IsLet(shares, $"network {network}")));
    }

    [Fact]
    public void What_is_of_another_kind_is_not_counted()
    {
        using var shares = new NetworkShares<string?>(network => network, new NetworkShare(OfOneNetwork: 1, OfThePool: 1));

        Assert.All(Enumerable.Range(0, 5), _ => Assert.True(IsLet(shares, null)));
    }

    private static bool IsLet<T>(NetworkShares<T> shares, T network)
    {
        using var lease = shares.AttemptAcquire(network);
        return lease.IsAcquired;
    }
}

using System.Net;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>How much a stranger may ask.</summary>
public sealed class PlayerLimitsTests
{
    private static readonly string NoSecret = new('a', 43);

    [Theory]
    [InlineData("/rescue/code", 5)]
    [InlineData("/rescue/open", 10)]
    [Trait("Row", "A3")]
    [Trait("Row", "A10")]
    public async Task Guessing_is_slowed_down_for_an_address_whatever_it_says_of_itself(string path, int allowed)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var player = new PlayerClient(dashboard);

        for (var guess = 0; guess < allowed; guess++)
        {
            using var wrong = await GuessAsync(player, path, guess);
            Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
            Assert.Equal("""{"phase":"unknown"}""", await wrong.Content.ReadAsStringAsync());
        }

        using var over = await GuessAsync(player, path, allowed);
        Assert.Equal(HttpStatusCode.TooManyRequests, over.StatusCode);
        Assert.NotNull(over.Headers.RetryAfter);
        Assert.Equal("""{"phase":"crowded"}""", await over.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_each_player_has_a_limit_of_their_own()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--StreamOps:Player:TrustedProxies=127.0.0.0/8");
        using var player = new PlayerClient(dashboard);

        for (var guess = 0; guess < 8; guess++)
        {
            using var wrong = await GuessAsync(player, "/rescue/code", guess);
            Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        }
    }

    [Fact]
    [Trait("Row", "A1")]
    public async Task Offers_are_taken_up_to_64_KB_and_no_further()
    {
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait);
        using var player = new PlayerClient(dashboard);
        var pass = await player.OpenAsync((await PlayerClient.MakeLinkAsync(dashboard)).Secret);
        var line = new { pass, page = player.Page };

        using var largest = await player.PostAsync("/rescue/offers", line, new string('x', 65_536));
        using var larger = await player.PostAsync("/rescue/offers", line, new string('x', 65_537));
        using var huge = await player.PostAsync("/rescue/offers", line, new string('x', 4_000_000));

        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, largest.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, larger.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
    }

    [Fact]
    public async Task One_page_may_ask_only_so_often()
    {
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait);
        using var player = new PlayerClient(dashboard);
        var line = new { pass = await player.OpenAsync((await PlayerClient.MakeLinkAsync(dashboard)).Secret), page = player.Page };

        var last = HttpStatusCode.OK;
        for (var offer = 0; offer < 13; offer++)
        {
            using var response = await player.PostAsync("/rescue/offers", line, "{}");
            last = response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void A_subscriber_is_one_IPv4_address_or_one_IPv6_network(string one, string other, bool isSame) =>
        Assert.Equal(
            isSame,
            string.Equals(
                ClientAddress.PartitionOf(IPAddress.Parse(one)),
                ClientAddress.PartitionOf(IPAddress.Parse(other)),
                StringComparison.Ordinal
            )
        );

    private static Task<HttpResponseMessage> GuessAsync(PlayerClient player, string path, int guess) =>
        player.PostAsync(
            path,
            new
            {
                secret = NoSecret,
                // A text that is no code is refused like a wrong one.
                code = guess % 2 == 0 ? "K7Q-4MD" : "no code",
                page = player.Page,
            },
            configure: request => request.Headers.Add("X-Forwarded-For", $"198.51.100.{guess}")
        );
}

using System.Net;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>What others cannot use up of a player's share, and what one holder of a link cannot get around.</summary>
[Trait("Row", "A7")]
public sealed class PlayerAbuseTests
{
    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Another_sites_page_uses_up_nothing_of_its_visitors_share(string origin)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var player = new PlayerClient(dashboard);

        for (var post = 0; post < 20; post++)
        {
            using var foreign = await TryCodeAsync(
                player,
                request =>
                {
                    request.Headers.TryAddWithoutValidation("Origin", origin);
                    request.Headers.Add("Sec-Fetch-Site", "cross-site");
                }
            );
            Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        }

        using var own = await TryCodeAsync(player);
        Assert.Equal(HttpStatusCode.NotFound, own.StatusCode);
    }

    [Fact]
    public async Task A_page_that_opens_its_link_anew_is_counted_on_and_a_stranger_s_page_uses_up_nothing_of_it()
    {
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait);
        var secret = (await PlayerClient.MakeLinkAsync(dashboard)).Secret;
        using var first = new PlayerClient(dashboard);
        using var stranger = new PlayerClient(dashboard);
        var one = new { pass = await first.OpenAsync(secret), page = first.Page };
        var again = new { pass = await first.OpenAsync(secret), page = first.Page };
        var other = new { pass = await stranger.OpenAsync(secret), page = stranger.Page };

        for (var offer = 0; offer < 12; offer++)
        {
            using var counted = await first.PostAsync("/rescue/offers", one, "{}");
            Assert.NotEqual(HttpStatusCode.TooManyRequests, counted.StatusCode);
        }

        using var over = await first.PostAsync("/rescue/offers", again, "{}");
        using var beside = await stranger.PostAsync("/rescue/offers", other, "{}");
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (over.StatusCode, beside.StatusCode));
        Assert.NotNull(over.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_pass_that_is_none_counts_nowhere()
    {
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait);
        using var player = new PlayerClient(dashboard);

        for (var offer = 0; offer < 20; offer++)
        {
            using var bogus = await player.PostAsync("/rescue/offers", new { pass = "bogus", page = player.Page }, "{}");
            Assert.Equal(HttpStatusCode.NotFound, bogus.StatusCode);
        }
    }

    [Fact]
    public async Task Streams_opened_and_dropped_without_end_are_counted()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var player = new PlayerClient(dashboard);

        for (var stream = 0; stream < 60; stream++)
        {
            using var refused = await player.PostAsync("/rescue/events", new { pass = "bogus", page = player.Page });
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        using var over = await player.PostAsync("/rescue/events", new { pass = "bogus", page = player.Page });
        Assert.Equal(HttpStatusCode.TooManyRequests, over.StatusCode);
    }

    private static Task<HttpResponseMessage> TryCodeAsync(PlayerClient player, Action<HttpRequestMessage>? configure = null) =>
        player.PostAsync("/rescue/code", new { code = "K7Q-4MD", page = player.Page }, configure: configure);
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>From where, by which name and with how much the listener may be reached.</summary>
public sealed class PlayerReachTests
{
    private const string BehindAProxy = "--StreamOps:Player:TrustedProxies=127.0.0.0/8";

    [Fact]
    public async Task A_site_of_many_IPv6_networks_has_four_shares_and_its_neighbour_its_own()
    {
        await using var dashboard = await RunningDashboard.StartAsync(BehindAProxy);
        using var player = new PlayerClient(dashboard);

        for (var network = 0; network < 20; network++)
        {
            Assert.Equal(HttpStatusCode.NotFound, await AskAsync(player, "/rescue/code", $"2001:db8:1:{network:x}::1"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(player, "/rescue/code", "2001:db8:1:ffff::1"));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(player, "/rescue/code", "2001:db8:2::1"));
    }

    [Theory]
    [InlineData("https", "rescue.example.com", true)]
    [InlineData("http", "rescue.example.com", false)]
    [InlineData("https", "localhost", false)]
    public async Task Browsers_are_told_to_stay_with_TLS_behind_a_proxy_that_ends_it(string scheme, string host, bool isTold)
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            BehindAProxy,
            "--StreamOps:Player:PublicUrl=https://rescue.example.com"
        );
        using var player = new PlayerClient(dashboard);

        foreach (var path in new[] { "/rescue", "/none" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            request.Headers.Add("X-Forwarded-Proto", scheme);
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            using var answer = await player.Http.SendAsync(request);

            Assert.Equal(
                isTold ? ["max-age=31536000"] : [],
                answer.Headers.TryGetValues("Strict-Transport-Security", out var told) ? told : []
            );
        }
    }

    [Fact]
    public async Task Who_is_no_proxy_that_is_trusted_tells_nobody_to_stay_with_TLS()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var player = new PlayerClient(dashboard);
        player.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var answer = await player.Http.GetAsync(new Uri("/rescue", UriKind.Relative));

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_few_hundred_strangers_keep_nobodys_link_from_opening()
    {
        await using var dashboard = await RunningDashboard.StartAsync(BehindAProxy);
        using var player = new PlayerClient(dashboard);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 700),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (stranger, _) =>
                Assert.Equal(HttpStatusCode.NotFound, await AskAsync(player, "/rescue/open", $"198.18.{stranger / 250}.{stranger % 250}"))
        );
    }

    [Fact]
    public async Task A_right_code_gets_in_under_a_thousand_wrong_tries_a_minute_from_two_hundred_networks()
    {
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait, BehindAProxy);
        using var player = new PlayerClient(dashboard);
        var code = (await PlayerClient.MakeLinkAsync(dashboard)).Code.Text;
        var examined = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1_000),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (attempt, _) =>
            {
                var network = attempt % 200;
                var from = network % 2 == 0 ? $"198.18.{network}.{attempt / 200}" : $"2001:db8:{network:x}:{attempt / 200}::7";
                if (await AskAsync(player, "/rescue/code", from) == HttpStatusCode.NotFound)
                {
                    Interlocked.Increment(ref examined);
                }
            }
        );

        // What guessing yields is bounded, and each player's own network has its try whatever the others do.
        Assert.InRange(examined, 200, 2 * ((PlayerLimits.Codes.OfOneNetwork * 200) + PlayerLimits.Codes.OfThePool));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(player, "/rescue/code", "203.0.113.9", code));
    }

    [Fact]
    public async Task A_block_of_IPv4_addresses_tries_no_more_codes_than_four_of_them()
    {
        await using var dashboard = await RunningDashboard.StartAsync(BehindAProxy);
        using var player = new PlayerClient(dashboard);

        for (var address = 0; address < 20; address++)
        {
            Assert.Equal(HttpStatusCode.NotFound, await AskAsync(player, "/rescue/code", $"198.51.100.{address}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(player, "/rescue/code", "198.51.100.200"));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(player, "/rescue/code", "198.51.101.1"));
    }

    [Theory]
    [InlineData(false, ConnectionShares.PerAddress)]
    [InlineData(true, ConnectionShares.PerAddress + 6)]
    public async Task An_address_holds_so_many_connections_unless_it_is_a_proxy(bool isProxy, int served)
    {
        await using var dashboard = await RunningDashboard.StartAsync(isProxy ? [BehindAProxy] : []);
        var clients = Enumerable.Range(0, ConnectionShares.PerAddress + 6).Select(_ => new TcpClient()).ToList();
        var answered = 0;
        foreach (var client in clients)
        {
            answered += await IsServedAsync(client, dashboard.PlayerAddress) ? 1 : 0;
        }

        clients.ForEach(client => client.Dispose());
        Assert.Equal(served, answered);
    }

    [Fact]
    public async Task A_block_of_addresses_holds_a_blocks_share_and_its_neighbour_gets_in()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere 127.0.0.2 is no address of this machine.");
        await using var dashboard = await RunningDashboard.StartAsync();
        var clients = Enumerable
            .Range(0, 5)
            .SelectMany(address =>
                Enumerable.Range(0, 60).Select(_ => new TcpClient(new IPEndPoint(IPAddress.Parse($"127.0.0.{address + 2}"), 0)))
            )
            .ToList();
        var answered = 0;
        foreach (var client in clients)
        {
            answered += await IsServedAsync(client, dashboard.PlayerAddress) ? 1 : 0;
        }

        using var neighbour = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.1.2"), 0));
        Assert.True(await IsServedAsync(neighbour, dashboard.PlayerAddress));
        clients.ForEach(client => client.Dispose());
        Assert.Equal(ConnectionShares.PerSite, answered);
    }

    [Fact]
    public async Task A_connection_is_a_strangers_until_a_pass_was_shown_on_it()
    {
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait);
        var shares = dashboard.Services.GetRequiredService<PlayerListener>().Connections!;
        using var player = new PlayerClient(dashboard);
        using (await player.Http.GetAsync(new Uri("/live/clock", UriKind.Relative)))
        {
            Assert.Equal((1, 1), (shares.Count, shares.Strangers));
        }

        await player.OpenAsync((await PlayerClient.MakeLinkAsync(dashboard)).Secret);

        Assert.Equal(0, shares.Strangers);
        Assert.InRange(shares.Count, 1, 2);
    }

    [Fact]
    public async Task Only_offers_may_be_larger_than_a_line()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var player = new PlayerClient(dashboard);
        foreach (var path in new[] { "open", "code", "continue", "events", "reports" })
        {
            using var large = await player.PostAsync($"/rescue/{path}", new { page = player.Page }, new string('x', 20_000));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("--StreamOps:Player:PublicUrl=https://rescue.example.com", true)]
    [InlineData("--StreamOps:Player:PublicUrl=https://rescue.example.com|--StreamOps:Player:TrustedProxies=127.0.0.0/8", false)]
    public async Task The_start_says_where_links_lead_and_warns_of_a_public_address_without_a_trusted_proxy(string settings, bool isWarned)
    {
        using var logs = new CapturedLogs();
        await using var dashboard = await RunningDashboard.StartAsync(
            builder => builder.Logging.AddProvider(logs),
            settings.Split('|', StringSplitOptions.RemoveEmptyEntries)
        );

        Assert.Equal(isWarned, logs.Text.Contains("TrustedProxies is empty", StringComparison.Ordinal));
        var known = settings.Length > 0 ? "https://rescue.example.com" : dashboard.PlayerAddress.ToString().TrimEnd('/');
        Assert.Contains($"rescue links lead to {known}.", logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1:81", true)]
    [InlineData("[::1]:81", true)]
    [InlineData("rescue.example.com", true)]
    [InlineData("RESCUE.example.com:443", true)]
    [InlineData("rebound.example", false)]
    [InlineData("rescue.example.com.rebound.example", false)]
    [InlineData("192.0.2.1", false)]
    public async Task It_answers_to_its_own_names_alone(string host, bool isOwn)
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            BehindAProxy,
            "--StreamOps:Player:PublicUrl=https://rescue.example.com"
        );
        using var player = new PlayerClient(dashboard);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live/clock");
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-Host", isOwn ? "rebound.example" : "rescue.example.com");
        using var response = await player.Http.SendAsync(request);

        Assert.Equal(isOwn ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<HttpStatusCode> AskAsync(PlayerClient player, string path, string from, string code = "K7Q-4MD")
    {
        using var response = await player.PostAsync(
            path,
            new
            {
                secret = new string('a', 43),
                code,
                page = player.Page,
            },
            configure: request => request.Headers.Add("X-Forwarded-For", from)
        );
        return response.StatusCode;
    }

    private static async Task<bool> IsServedAsync(TcpClient client, Uri address)
    {
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, address.Port);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes("GET /live/clock HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            return await stream.ReadAsync(new byte[512]) > 0;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return false;
        }
    }
}

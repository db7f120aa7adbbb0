using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>The players' listener: what is there, and that nothing else is.</summary>
public sealed class PlayerListenerTests(PlayerListenerTests.WithWebSdk shared) : IClassFixture<PlayerListenerTests.WithWebSdk>, IDisposable
{
    private readonly RunningDashboard _dashboard = shared.Dashboard;
    private readonly PlayerClient _player = new(shared.Dashboard);

    public void Dispose() => _player.Dispose();

    [Fact]
    public void It_has_these_routes_and_no_other()
    {
        var routes = _dashboard
            .Services.GetRequiredService<PlayerListener>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(route =>
                $"{string.Join('|', route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"])} {route.RoutePattern.RawText}"
            )
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "GET /live/clock",
                "GET|HEAD /css/tokens.css",
                "GET|HEAD /icons/favicon.svg",
                "GET|HEAD /js/countdown-clock.js",
                "GET|HEAD /js/service-clock.js",
                "GET|HEAD /js/stand-by.js",
                "GET|HEAD /js/time-words.js",
                "GET|HEAD /js/urgency.js",
                "GET|HEAD /player/attempt.js",
                "GET|HEAD /player/checks.js",
                "GET|HEAD /player/faces.js",
                "GET|HEAD /player/frames.js",
                "GET|HEAD /player/line.js",
                "GET|HEAD /player/offer-wait.js",
                "GET|HEAD /player/page.js",
                "GET|HEAD /player/picture-watch.js",
                "GET|HEAD /player/plain-client.js",
                "GET|HEAD /player/player.css",
                "GET|HEAD /player/texts.en.js",
                "GET|HEAD /player/tools.js",
                "GET|HEAD /player/view.js",
                "GET|HEAD /player/web-sdk.js",
                "GET|HEAD /rescue",
                "POST /hints",
                "POST /rescue/code",
                "POST /rescue/continue",
                "POST /rescue/events",
                "POST /rescue/offers",
                "POST /rescue/open",
                "POST /rescue/reports",
                "POST /stand-by/events",
                "POST /stand-by/offers",
                "POST /stand-by/reports",
            ],
            routes
        );
    }

    [Fact]
    public async Task Every_file_of_the_page_is_there_and_kept_only_until_asked_again()
    {
        var files = _dashboard
            .Services.GetRequiredService<PlayerListener>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("HEAD", StringComparer.Ordinal))
            .Select(route => route.RoutePattern.RawText!);

        foreach (var file in files)
        {
            using var response = await _player.Http.GetAsync(new Uri(file, UriKind.Relative));
            Assert.True(response.StatusCode == HttpStatusCode.OK, file);
            Assert.True(response.Headers.CacheControl?.NoCache, file);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/sessions")]
    [InlineData("GET", "/health/live")]
    [InlineData("GET", "/js/app.js")]
    [InlineData("GET", "/player/rescue.html")]
    [InlineData("GET", "/_framework/blazor.web.js")]
    [InlineData("GET", "/hubs/live")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/operator")]
    [InlineData("POST", "/rescue/offers/x?serial=1")]
    [InlineData("GET", "/rescue/../sessions")]
    public async Task Nothing_of_the_operators_side_is_behind_it(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _player.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_operators_side_has_none_of_the_players_posts()
    {
        using var client = _dashboard.Client();
        using var response = await client.PostAsync(new Uri("/rescue/open", UriKind.Relative), new StringContent("{}"));

        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("phase", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_may_load_its_own_scripts_and_the_named_Web_SDK_and_be_framed_by_nobody()
    {
        using var response = await _player.Http.GetAsync(new Uri("/rescue", UriKind.Relative));

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains(
            "default-src 'none'; script-src 'self' https://sdk.example/web-sdk.js https://*.cloudfront.net; ",
            policy,
            StringComparison.Ordinal
        );
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-src 'none'", policy, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/RESCUE")]
    [InlineData("/Rescue/")]
    [InlineData("/%72escue")]
    [InlineData("/rescue/?x=1")]
    public async Task The_page_has_one_policy_by_whatever_spelling_it_is_asked_for(string address)
    {
        using var plain = await _player.Http.GetAsync(new Uri("/rescue", UriKind.Relative));
        using var spelt = await _player.Http.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, spelt.StatusCode);
        Assert.Equal(plain.Headers.GetValues("Content-Security-Policy"), spelt.Headers.GetValues("Content-Security-Policy"));
    }

    [Fact]
    public async Task What_only_looks_like_the_page_may_load_nothing()
    {
        using var other = await _player.Http.GetAsync(new Uri("/rescue/page", UriKind.Relative));
        using var posted = await _player.Http.PostAsync(new Uri("/rescue", UriKind.Relative), content: null);

        foreach (var answer in new[] { other, posted })
        {
            Assert.StartsWith(
                "default-src 'none'; frame-ancestors",
                Assert.Single(answer.Headers.GetValues("Content-Security-Policy")),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task The_page_itself_has_no_script_or_style_in_line()
    {
        var page = await _player.Http.GetStringAsync(new Uri("/rescue", UriKind.Relative));

        Assert.Equal(1, page.Split("<script").Length - 1);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\son[a-z]+=", page);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_by_its_key()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() =>
            RunningDashboard.StartAsync($"--StreamOps:Player:Urls=http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}")
        );

        Assert.Contains("choose a port with StreamOps:Player:Urls", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Urls", "5181")]
    [InlineData("Urls", "https://0.0.0.0:5181")]
    [InlineData("Urls", " ")]
    [InlineData("PublicUrl", "http://rescue.example.com")]
    [InlineData("PublicUrl", "https://rescue.example.com/path")]
    [InlineData("PublicUrl", "rescue.example.com")]
    [InlineData("TrustedProxies", "proxy.example.com")]
    [InlineData("TrustedProxies", "0.0.0.0/0")]
    [InlineData("TrustedProxies", "10.0.0.5;::/0")]
    [InlineData("TrustedProxies", "0.0.0.0/1;128.0.0.0/1")]
    [InlineData("TrustedProxies", "198.0.0.0/15")]
    [InlineData("TrustedProxies", "2001:db8::/31")]
    [InlineData("WebSdk", "no/such/file.js")]
    [InlineData("WebSdk", "http://sdk.example/web-sdk.js")]
    [InlineData("WebSdk", "https://sdk.example/web-sdk.js;script-src")]
    [InlineData("WebSdk", "https://sdk.example/a,b.js")]
    [InlineData("WebSdk", "https://sdk.example/'unsafe-inline'")]
    [InlineData("WebSdk", "https://sdk.example/a b.js")]
    [InlineData("WebSdkProtocolHosts", "https://a.example;script-src *")]
    [InlineData("WebSdkProtocolHosts", "http://a.example")]
    [InlineData("WebSdkProtocolHosts", "*")]
    [InlineData("AllowedOrigins", "*")]
    [InlineData("AllowedOrigins", "https://play.example.com/game")]
    public void A_wrong_setting_is_told_by_its_key(string setting, string value)
    {
        var refusal = Assert.Throws<StartRefusedException>(() =>
            DashboardApp.Build([.. RunningDashboard.NoEmulator, $"--StreamOps:Player:{setting}={value}"])
        );

        Assert.Contains(refusal.Reasons, reason => reason.StartsWith($"StreamOps:Player:{setting} ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Urls", "http://127.0.0.1:0")]
    [InlineData("TrustedProxies", "10.0.0.5")]
    [InlineData("AllowedOrigins", "https://play.example.com")]
    [InlineData("WebSdkProtocolHosts", "https://a.example")]
    public void A_list_that_would_be_ignored_is_told_by_its_key(string setting, string value)
    {
        var refusal = Assert.Throws<StartRefusedException>(() =>
            DashboardApp.Build([.. RunningDashboard.NoEmulator, $"--StreamOps:Player:{setting}:0={value}"])
        );

        Assert.Contains(
            refusal.Reasons,
            reason =>
                reason.StartsWith($"StreamOps:Player:{setting} ", StringComparison.Ordinal)
                && reason.Contains("semicolons", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Allowed_origins_need_a_key_for_their_tickets()
    {
        var refusal = Assert.Throws<StartRefusedException>(() =>
            DashboardApp.Build([.. RunningDashboard.NoEmulator, "--StreamOps:Player:AllowedOrigins=https://play.example.com"])
        );

        Assert.StartsWith("StreamOps:Player:TicketKey is needed", Assert.Single(refusal.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    public async Task It_may_listen_off_loopback_and_its_links_still_open_on_this_machine(string address)
    {
        await using var dashboard = await RunningDashboard.StartAsync($"--StreamOps:Player:Urls={address}");

        var links = dashboard.Services.GetRequiredService<PlayerLinks>();

        Assert.True(links.WorkOnThisMachineOnly);
        Assert.Matches("^http://localhost:[0-9]+/rescue$", links.CodePage);
    }

    [Fact]
    public async Task Links_are_built_from_the_public_address()
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            PlayerClient.LetThemWait,
            [.. RunningDashboard.NoEmulator, "--StreamOps:Player:PublicUrl=https://rescue.example.com/"]
        );
        var made = await PlayerClient.MakeLinkAsync(dashboard);

        var links = dashboard.Services.GetRequiredService<PlayerLinks>();

        Assert.False(links.WorkOnThisMachineOnly);
        Assert.Equal($"https://rescue.example.com/rescue#{made.Secret.Text}", links.AddressOf(made.Secret));
    }

    [Fact]
    public async Task A_Web_SDK_that_is_a_file_is_served_from_here()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.js");
        await File.WriteAllTextAsync(file, "globalThis.gameliftstreams = {};");
        await using var dashboard = await RunningDashboard.StartAsync($"--StreamOps:Player:WebSdk={file}");
        using var player = new PlayerClient(dashboard);

        var script = await player.Http.GetStringAsync(new Uri("/player/web-sdk-file.js", UriKind.Relative));
        File.Delete(file);

        Assert.Equal("globalThis.gameliftstreams = {};", script);
    }

    [Fact]
    public async Task In_the_demo_its_own_stage_may_frame_the_page()
    {
        await using var dashboard = await RunningDashboard.StartDemoAsync();
        using var player = new PlayerClient(dashboard);
        using var response = await player.Http.GetAsync(new Uri("/rescue", UriKind.Relative));

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains($"frame-ancestors {dashboard.Address.GetLeftPart(UriPartial.Authority)} ", policy, StringComparison.Ordinal);
        Assert.Contains("/_emulator/web-sdk.js ", policy, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("X-Frame-Options"));
    }

    [Fact]
    public async Task In_the_demo_the_page_may_frame_the_machine_of_its_game_and_nothing_else()
    {
        await using var dashboard = await RunningDashboard.StartDemoAsync();
        using var player = new PlayerClient(dashboard);
        using var response = await player.Http.GetAsync(new Uri("/rescue", UriKind.Relative));

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        var frames = policy.Split("; ").Single(part => part.StartsWith("frame-src ", StringComparison.Ordinal));
        var sdk = policy.Split(' ').Single(part => part.EndsWith("/_emulator/web-sdk.js", StringComparison.Ordinal));
        Assert.Equal($"frame-src {new Uri(sdk).GetLeftPart(UriPartial.Authority)}", frames);
    }

    public sealed class WithWebSdk : SharedDashboard
    {
        protected override Task<RunningDashboard> StartAsync() =>
            RunningDashboard.StartAsync("--StreamOps:Player:WebSdk=https://sdk.example/web-sdk.js?v=1");
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using StreamOps.Dashboard.Security;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Hosting;

public sealed class DashboardAppTests(SharedDashboard shared) : IClassFixture<SharedDashboard>, IDisposable
{
    private readonly HttpClient _client = shared.Dashboard.Client();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/sessions")]
    [InlineData("/stream-groups")]
    [InlineData("/about")]
    public async Task Every_page_is_painted_before_the_circuit_with_one_heading_and_one_main(string path)
    {
        var page = await _client.GetStringAsync(new Uri(path, UriKind.Relative));

        Assert.Single(page.Split("<h1").Skip(1));
        Assert.Single(page.Split("<main").Skip(1));
        Assert.Contains("Skip to content", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/css/tokens.css")]
    [InlineData("/css/shell.css")]
    [InlineData("/js/app.js")]
    [InlineData("/js/countdown-clock.js")]
    [InlineData("/icons/favicon.svg")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css")]
    [InlineData("/_framework/blazor.web.js")]
    public async Task Static_files_are_served_outside_development_too(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Scripts_come_from_the_dashboard_alone_and_no_site_may_frame_it()
    {
        using var response = await _client.GetAsync(new Uri("/", UriKind.Relative));

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Matches("script-src 'self' 'sha256-[A-Za-z0-9+/]{43}=';", policy);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task It_lives_at_once_and_is_ready_when_the_fleet_is_read()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var client = dashboard.Client();
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(client, "/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOfAsync(client, "/health/ready"));

        dashboard.Publish(APicture.Fleet());

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(client, "/health/ready"));
    }

    [Fact]
    public async Task The_clock_tells_the_fleets_time_and_is_never_cached()
    {
        using var response = await _client.GetAsync(new Uri("/live/clock", UriKind.Relative));

        Assert.True(response.Headers.CacheControl?.NoStore);
        var clock = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(clock.GetProperty("now").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, clock.GetProperty("read").ValueKind);
    }

    [Fact]
    public async Task The_clocks_are_told_how_long_rescues_take()
    {
        var page = await _client.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.Contains("data-usual-rescue=\"25\"", page, StringComparison.Ordinal);
        Assert.Contains("data-fastest-rescue=\"8\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sessions")]
    [InlineData("/stream-groups")]
    [InlineData("/no/such/page")]
    public async Task No_translator_takes_the_texts_that_the_page_writes_on(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html");

        using var response = await _client.SendAsync(request);

        var page = await response.Content.ReadAsStringAsync();
        Assert.Matches("<html [^>]*translate=\"no\"[^>]* class=\"notranslate\"", page);
        Assert.Contains("<meta name=\"google\" content=\"notranslate\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_a_page_is_a_page_that_says_so()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no/such/page");
        request.Headers.Add("Accept", "text/html");

        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Matches("<h1[^>]*>Not found</h1>", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_script_that_asks_for_nothing_there_gets_the_bare_status()
    {
        using var response = await _client.GetAsync(new Uri("/no/such/file.json", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/hubs/live/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/hubs/live")]
    [InlineData("POST", "/operator")]
    [InlineData("POST", "/rescue/offers/x?serial=1")]
    [Trait("Row", "A4")]
    public async Task Another_sites_page_is_refused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Origin", "https://evil.example");

        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    [Trait("Row", "A4")]
    public async Task A_name_that_an_attacker_points_at_this_machine_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "rebound.example";

        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:0")]
    [InlineData("--urls", "http://+:0")]
    [InlineData("--urls", "http://[::]:0")]
    [InlineData("--urls", "http://127.0.0.1:0;http://192.0.2.1:0")]
    [InlineData("--http_ports", "8080")]
    [InlineData("--Kestrel:Endpoints:Open:Url", "http://*:8080")]
    public void Off_loopback_it_refuses_to_start_with_a_sentence(string key, string address)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => DashboardApp.Build([key, address]));

        Assert.Contains("no sign-in is configured", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_none_is_told_by_its_key()
    {
        var refusal = Assert.Throws<StartRefusedException>(() => DashboardApp.Build(["--urls", "5180"]));

        Assert.StartsWith("Urls:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_paint_takes_theme_and_density_from_the_cookie()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", "streamops-look=dark.compact");

        using var response = await _client.SendAsync(request);

        Assert.Contains(
            "data-theme=\"dark\" data-density=\"compact\"",
            await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }
}

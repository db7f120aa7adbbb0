using System.Net;
using System.Net.WebSockets;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>Https of its own, without any proxy: signing in, cookies, circuits and the hub as a team has them then.</summary>
public sealed class OwnTlsTests(OwnTlsStage tls) : IClassFixture<OwnTlsStage>, IDisposable
{
    private readonly SignedInDashboard _stage = tls.Anew();
    private readonly List<HttpMessageInvoker> _ways = [];

    // A stream of HTTP/2 lives no longer than the line it shares.
    public void Dispose() => _ways.ForEach(way => way.Dispose());

    [Fact]
    public async Task Somebody_signs_in_and_comes_back_over_https_to_where_they_went()
    {
        using var browser = Browser();

        var (status, page) = await browser.OpenAsync("sessions?q=a");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(new Uri(tls.Known, "sessions?q=a"), browser.At);
        Assert.Contains(">operator</span>", page, StringComparison.Ordinal);
        browser.AssertLedBackFrom("/authorize", $"{tls.Origin}/sign-in/callback");
        Assert.Equal("mara", Assert.Single(_stage.Sessions.All).Ticket.Principal.Identity!.Name);
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task Cookies_are_for_this_host_and_for_TLS_alone()
    {
        using var browser = await SignedInAsync();
        await browser.OpenAsync("?rescue=s1");

        Assert.Contains("__Host-streamops-sign-in", browser.Names);
        Assert.Contains("__Host-streamops-browser", browser.Names);
        TlsCookies.AssertSetFor(browser);
    }

    [Fact]
    public async Task Browsers_are_told_to_stay_with_TLS_but_not_on_this_machine()
    {
        using var client = new HttpClient(tls.Way());
        var here = new Uri($"https://127.0.0.1:{tls.Known.Port}/");

        using var page = await client.GetAsync(new Uri(tls.Known, "signed-out"), TestContext.Current.CancellationToken);
        using var refused = await client.GetAsync(new Uri(tls.Known, "audit/export.csv"), TestContext.Current.CancellationToken);
        using var missing = await client.GetAsync(new Uri(tls.Known, "css/none.css"), TestContext.Current.CancellationToken);
        using var local = await client.GetAsync(new Uri(here, "signed-out"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, local.StatusCode));
        Assert.All(
            [page, refused, missing],
            answer => Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")))
        );
        Assert.False(local.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_circuit_starts_and_draws()
    {
        using var browser = await SignedInAsync();
        using var way = new WithCookies(tls.Way(), browser.Cookies, tls.Origin);

        await using var page = await HeadlessCircuit.OpenAsync(tls.Known, browser.Cookies, way, _ => { });

        Assert.Contains("s1", page.Told, StringComparison.Ordinal);
        Assert.Empty(page.Errors);
    }

    [Theory]
    [InlineData("1.1", "hubs/live", "json")]
    [InlineData("1.1", "_blazor", "blazorpack")]
    // As browsers open WebSockets where TLS has given them HTTP/2: by CONNECT.
    [InlineData("2.0", "hubs/live", "json")]
    [InlineData("2.0", "_blazor", "blazorpack")]
    public async Task A_WebSocket_is_open_to_who_is_signed_in_and_to_our_own_pages_alone(string version, string path, string protocol)
    {
        using var browser = await SignedInAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(version, path, browser.Cookies, "https://evil.example"));
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(version, path, new CookieContainer(), tls.Origin));

        using var socket = await OpenAsync(version, path, browser.Cookies, tls.Origin);
        var answer = await socket.GreetAsync(protocol, TestContext.Current.CancellationToken);

        Assert.StartsWith(Greetings.Taken, answer, StringComparison.Ordinal);
    }

    private async Task<ClientWebSocket> OpenAsync(string version, string path, CookieContainer cookies, string origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = Version.Parse(version);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var way = new HttpMessageInvoker(new WithCookies(tls.Way(), cookies, origin));
        _ways.Add(way);
        try
        {
            var address = new UriBuilder(new Uri(tls.Known, path)) { Scheme = "wss" }.Uri;
            await socket.ConnectAsync(address, way, TestContext.Current.CancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Browser Browser() => new(tls.Known, tls.Way());

    private Task<Browser> SignedInAsync() => Browser().SignInAsync();
}

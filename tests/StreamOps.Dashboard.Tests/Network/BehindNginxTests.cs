using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Testing;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>Sign-in, pages, circuits, hub, files and the players' page as a team has them: nginx in front, TLS, and a base path.</summary>
public sealed partial class BehindNginxTests(NginxStage stage) : IClassFixture<NginxStage>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SignedInDashboard _stage = stage.Anew();
    private readonly Nginx _nginx = stage.Nginx;

    [Fact]
    public async Task Somebody_signs_in_and_reads_the_page_they_went_to()
    {
        using var browser = Browser();

        var (status, page) = await browser.OpenAsync("sessions?q=a");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(new Uri(_nginx.Operators, "sessions?q=a"), browser.At);
        Assert.Contains(">operator</span>", page, StringComparison.Ordinal);
        Assert.Contains("__Host-streamops-sign-in", browser.Names);
    }

    [Fact]
    public async Task Every_file_that_a_page_names_is_there()
    {
        using var browser = await SignedInAsync();
        var (_, page) = await browser.OpenAsync("");
        var files = Files().Matches(page).Select(found => found.Groups["address"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(files.Count > 10, page);

        foreach (var file in files.Append("js/keys.js").Append("icons/favicon-waiting.svg").Append("live/clock"))
        {
            using var answer = await browser.SendAsync(HttpMethod.Get, new Uri(_nginx.Operators, file));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{file}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_circuits_connection_is_a_WebSocket_of_our_own_pages_alone()
    {
        using var browser = await SignedInAsync();
        using var negotiated = await browser.PostAsync("_blazor/negotiate?negotiateVersion=1", origin: _nginx.Origin);
        var token = (await negotiated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionToken").GetString()!;
        var path = $"_blazor?id={Uri.EscapeDataString(token)}";

        await Assert.ThrowsAsync<WebSocketException>(() => _nginx.SocketAsync(path, browser.Cookies, "https://evil.example"));
        await Assert.ThrowsAsync<WebSocketException>(() => _nginx.SocketAsync(path, new CookieContainer(), _nginx.Origin));
        using var socket = await _nginx.SocketAsync(path, browser.Cookies, _nginx.Origin);
        var answer = await socket.GreetAsync("blazorpack", TestContext.Current.CancellationToken);

        Assert.Equal(Greetings.Taken, answer);
    }

    [Fact]
    public async Task A_circuit_starts_and_draws_what_changes()
    {
        using var browser = await SignedInAsync();
        using var way = new WithCookies(_nginx.Way(), browser.Cookies, _nginx.Origin);
        await using var page = await HeadlessCircuit.OpenAsync(_nginx.Operators, browser.Cookies, way, _ => { });
        Assert.Contains("s1", page.Told, StringComparison.Ordinal);

        _stage.Dashboard.Publish(APicture.Fleet(APicture.Waiting("s1", 60), APicture.Waiting("s-of-later", 60)));

        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (!page.Told.Contains("s-of-later", StringComparison.Ordinal) && TimeProvider.System.GetUtcNow() < until)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        _stage.Dashboard.Publish(APicture.Fleet(APicture.Waiting("s1", 60)));
        Assert.Contains("s-of-later", page.Told, StringComparison.Ordinal);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task The_live_hub_sends_its_snapshot()
    {
        using var browser = await SignedInAsync();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(_nginx.Operators, "hubs/live"),
                options =>
                {
                    options.HttpMessageHandlerFactory = _ => _nginx.Way();
                    options.Headers["Cookie"] = browser.Cookies.GetCookieHeader(new Uri($"https://{Nginx.Host}/"));
                    options.WebSocketFactory = async (context, _) =>
                        await _nginx.SocketAsync(context.Uri.PathAndQuery, browser.Cookies, _nginx.Origin);
                }
            )
            .Build();
        var snapshot = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.On<JsonElement>("Snapshot", said => snapshot.TrySetResult(said));

        await hub.StartAsync(TestContext.Current.CancellationToken);

        var sessions = (await snapshot.Task.WaitAsync(Patience, TimeProvider.System)).GetProperty("sessions");
        Assert.Equal(1, sessions.GetArrayLength());
    }

    [Fact]
    public async Task A_rescue_link_leads_to_the_players_page_and_opens()
    {
        PlayerClient.LetWait(_stage.Dashboard);
        using var browser = await SignedInAsync();
        using var made = await browser.PostAsync("rescue/links", JsonContent.Create(new { session = "s1" }), _nginx.Origin);
        Assert.True(made.IsSuccessStatusCode, $"{made.StatusCode} {await made.Content.ReadAsStringAsync()}");
        var link = new Uri((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("address").GetString()!);
        Assert.Equal($"{_nginx.PlayerOrigin}/rescue", link.GetLeftPart(UriPartial.Path));
        using var player = Browser();

        using var page = await player.SendAsync(HttpMethod.Get, new Uri(link.GetLeftPart(UriPartial.Path)));
        var files = Files().Matches(await page.Content.ReadAsStringAsync()).Select(found => found.Groups["address"].Value).ToList();
        foreach (var file in files)
        {
            using var answer = await player.SendAsync(HttpMethod.Get, new Uri(link, file));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{file}: {answer.StatusCode}");
        }

        var said = JsonSerializer.Serialize(new { secret = link.Fragment[1..], page = new string('p', 43) });
        using var opened = await player.PostAsync($"{_nginx.PlayerOrigin}/rescue/open", new StringContent(said), _nginx.PlayerOrigin);
        Assert.True(opened.IsSuccessStatusCode, $"{opened.StatusCode} {await opened.Content.ReadAsStringAsync()}");
        Assert.NotEmpty(files);
    }

    [Fact]
    public async Task The_players_page_is_not_in_the_origin_of_the_operators_pages()
    {
        using var browser = Browser();

        using var players = await browser.SendAsync(HttpMethod.Get, new Uri($"{_nginx.PlayerOrigin}/rescue"));
        using var atOperators = await browser.SendAsync(HttpMethod.Get, new Uri($"{_nginx.Origin}/rescue"));
        using var atPlayers = await browser.SendAsync(HttpMethod.Get, new Uri($"{_nginx.PlayerOrigin}/ops/signed-out"));

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
            (players.StatusCode, atOperators.StatusCode, atPlayers.StatusCode)
        );
    }

    [Fact]
    public async Task A_browser_that_is_sent_to_sign_in_over_and_over_is_read_all_the_same()
    {
        using var browser = Browser();

        for (var sent = 0; sent < 60; sent++)
        {
            using var led = await browser.SendAsync(HttpMethod.Get, new Uri(_nginx.Operators, "sign-in"));
            Assert.True(led.StatusCode == HttpStatusCode.Redirect, $"{sent}: {led.StatusCode}");
        }
    }

    [Fact]
    public async Task Who_writes_a_proxys_headers_from_another_address_is_not_believed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A second address of this machine is there on Linux alone.");
        using var way = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var stranger = new HttpClient(way);
        using var proxy = new HttpClient();

        using var disbelieved = await stranger.SendAsync(Forwarded(), TestContext.Current.CancellationToken);
        using var believed = await proxy.SendAsync(Forwarded(), TestContext.Current.CancellationToken);

        // Plain http from elsewhere is refused, where it is believed.
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (disbelieved.StatusCode, believed.StatusCode));
    }

    private HttpRequestMessage Forwarded()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_stage.Dashboard.Address, "/signed-out"));
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", "http");
        return request;
    }

    private Browser Browser() => new(_nginx.Operators, _nginx.Way());

    private Task<Browser> SignedInAsync() => Browser().SignInAsync();

    [GeneratedRegex(
        "<(?:link|script)[^>]* (?:href|src)=\"(?<address>[^\"]+)\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Files();
}

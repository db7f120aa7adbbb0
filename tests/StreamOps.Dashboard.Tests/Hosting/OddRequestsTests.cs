using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>Every route of both listeners, asked with what no page of ours sends: whatever the answer, it is none of a fault of ours.</summary>
[Trait("Row", "A1")]
[Trait("Row", "A7")]
public sealed class OddRequestsTests : IAsyncLifetime
{
    private static readonly string[] Keys =
    [
        "session",
        "rescue",
        "search",
        "status",
        "group",
        "location",
        "application",
        "q",
        "ended",
        "serial",
        "id",
        "returnTo",
        "scale",
    ];

    private static readonly string[] Values =
    [
        "",
        "%",
        "%00",
        "%0d%0aX-A:%20b",
        "%FF%FE",
        "%C3%AB",
        "%E2%80%AE",
        "%F0%9F%8E%AE",
        "%ED%A0%80",
        "-1",
        "NaN",
        "99999999999999999999",
        "%2F..%2F..%2F",
        "..",
        "'%22%3E%3Cscript%3E",
        "%5B%5D",
        new('a', 3_000),
    ];

    private static readonly string[] Headers =
    [
        "Accept: text/html;q=x",
        "Accept: ,;=\u00ff",
        "Accept-Language: \u00ff\u00fe",
        "Accept-Encoding: \u00e9;q=7",
        "Cookie: \u00ff=\u00fe; streamops-operator=x; a",
        "Cookie: streamops-antiforgery=%00; streamops-theme=\u00e9\u00ff; streamops-density=--",
        "If-None-Match: garbage",
        "If-Modified-Since: \u00e9",
        "Range: bytes=9-1,,-",
        "Content-Type: \u00e9/;;",
        "Content-Type: multipart/form-data",
        "Content-Type: multipart/form-data; boundary=\u00e9",
        "Content-Type: application/x-www-form-urlencoded; charset=nonsense",
        "Content-Type: application/json; charset=nonsense",
        "Content-Type: text/plain;charset=utf-7",
        "Content-Type: a/b;charset=csUnicode11UTF7",
        "Origin: http://[",
        "Origin: \u00e9",
        "Sec-Fetch-Site: \u00e9",
        "User-Agent: \u00ff\u00fe",
        "X-Forwarded-For: \u00e9, [::",
        "X-Forwarded-Proto: \u00e9",
        "X-StreamOps: \u00e9",
        "Access-Control-Request-Method: \u00e9\r\nOrigin: https://a",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: \u00e9",
        "traceparent: \u00e9",
        "Expect: \u00e9",
        "RequestVerificationToken: \u00e9",
    ];

    private static readonly string[] Hosts =
    [
        "",
        " ",
        "localhost:99999",
        "localhost:",
        ":80",
        "127.0.0.1:0",
        "[::1]:5180",
        "[::1",
        "a..b",
        ".",
        "-",
        "%41",
        "localhost.",
        "LOCALHOST",
        "127.1",
        "xn--a",
    ];

    private static readonly string[] Bodies =
    [
        "",
        "null",
        "[]",
        "{}",
        "\"\\ud800\"",
        "{\"session\":7}",
        "{\"page\":{}}",
        "{\"pass\":\"\u00ff\",\"page\":\"\u00fe\"}",
        "\0",
        "a=%FF&name=%00&returnTo=%ED%A0%80",
    ];

    private static int _asked;

    private RunningDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() =>
        _dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait, "--StreamOps:Player:TrustedProxies=127.0.0.0/8");

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public Task Nothing_odd_is_a_fault_at_the_players_listener() =>
        AskAllAsync(_dashboard.PlayerAddress, _dashboard.Services.GetRequiredService<PlayerListener>().Endpoints);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_odd_is_a_fault_at_the_operators_listener(bool isNamed)
    {
        using var given = await GiveNameAsync("/");
        var cookies = given.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]);
        await AskAllAsync(
            _dashboard.Address,
            _dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints,
            isNamed ? $"Cookie: {string.Join("; ", cookies)}\r\nX-StreamOps: 1\r\n" : ""
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:99999")]
    [InlineData("xn--")]
    [InlineData("xn--.localhost")]
    public async Task A_host_that_is_none_is_refused_at_both(string host)
    {
        foreach (var listener in new[] { _dashboard.Address, _dashboard.PlayerAddress })
        {
            foreach (var path in new[] { "/", "/rescue", "/live/clock" })
            {
                Assert.Equal(400, await AskAsync(listener, "GET", path, host, "Accept: text/html"));
            }
        }
    }

    [Fact]
    public async Task A_name_given_on_a_page_whose_address_is_not_ASCII_leads_back_there()
    {
        using var response = await GiveNameAsync("/sessions?q=Zoë");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/sessions?q=Zo%C3%AB", response.Headers.Location?.OriginalString);
    }

    private async Task<HttpResponseMessage> GiveNameAsync(string returnTo)
    {
        using var client = _dashboard.Client();
        _dashboard.Publish(APicture.Fleet(APicture.Waiting("named", 60)));
        var page = await client.GetStringAsync(new Uri("/?rescue=named", UriKind.Relative));
        var token = Regex.Match(
            page,
            "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        using var form = new FormUrlEncodedContent([
            new("__RequestVerificationToken", token.Groups["token"].Value),
            new("name", "Mara"),
            new("returnTo", returnTo),
        ]);

        return await client.PostAsync(new Uri("/operator", UriKind.Relative), form);
    }

    private static async Task AskAllAsync(Uri listener, IEnumerable<Endpoint> endpoints, string always = "")
    {
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Routes(endpoints).SelectMany(Asked),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (asked, _) =>
            {
                var status = await AskAsync(
                    listener,
                    asked.Method,
                    asked.Target,
                    asked.Host ?? listener.Authority,
                    asked.Head,
                    asked.Body,
                    always
                );
                // Nothing was read from the service here: not ready is the truth.
                if (status >= 500 && !asked.Target.StartsWith("/health/ready", StringComparison.Ordinal))
                {
                    faults.Add($"{status}: {asked}");
                }
            }
        );

        Assert.True(faults.IsEmpty, string.Join(Environment.NewLine, faults.Distinct().Order(StringComparer.Ordinal).Take(40)));
    }

    private static IEnumerable<string> Routes(IEnumerable<Endpoint> endpoints)
    {
        var routes = endpoints
            .OfType<RouteEndpoint>()
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/'))
            .Distinct()
            .ToList();
        // Of the files some stand for all.
        return routes.Where(route => !Path.HasExtension(route)).Concat(routes.Where(Path.HasExtension).Take(4)).Append("/nowhere");
    }

    private static IEnumerable<Asked> Asked(string route)
    {
        foreach (var value in Values)
        {
            var path = Regex.Replace(route, "{[^}]*}", value, RegexOptions.None, TimeSpan.FromSeconds(1));
            var query = string.Join('&', Keys.Select(key => $"{key}={(value.Length > 100 ? value[..300] : value)}"));
            yield return new("GET", $"{path}?{query}", "Accept: text/html");
        }

        var plain = Regex.Replace(route, "{[^}]*}", "x", RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach (var head in Headers)
        {
            yield return new("GET", plain, head);
            yield return new("POST", plain, head) { Body = "a=b" };
        }

        foreach (var host in Hosts)
        {
            yield return new("GET", plain, "Accept: text/html") { Host = host };
        }

        foreach (var body in Bodies)
        {
            yield return new("POST", plain, "Content-Type: application/json\r\nX-StreamOps: 1") { Body = body };
            yield return new("POST", plain, "Content-Type: application/x-www-form-urlencoded") { Body = body };
        }

        foreach (var method in new[] { "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "X" })
        {
            yield return new(method, plain, "Accept: */*");
        }
    }

    private static async Task<int> AskAsync(
        Uri listener,
        string method,
        string target,
        string host,
        string head,
        string body = "",
        string always = ""
    )
    {
        using var client = new TcpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, listener.Port, patience.Token);
            var stream = client.GetStream();
            var length = body.Length == 0 ? "" : $"Content-Length: {body.Length}\r\n";
            var close = head.Contains("Connection:", StringComparison.Ordinal) ? "" : "Connection: close\r\n";
            // From somewhere else each time: what the limits refuse would not be looked at.
            var number = Interlocked.Increment(ref _asked);
            var from = head.Contains("X-Forwarded-For", StringComparison.Ordinal)
                ? ""
                : $"X-Forwarded-For: 198.{number / 250 / 250}.{number / 250 % 250}.{number % 250}\r\n";
            var request =
                $"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{from}{(head.Contains("Cookie", StringComparison.Ordinal) || head.Contains("X-StreamOps", StringComparison.Ordinal) ? "" : always)}{close}{length}{head}\r\n\r\n{body}";
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var line = await reader.ReadLineAsync(patience.Token);
            return line is { Length: > 12 } ? int.Parse(line.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return 0;
        }
    }
}

/// <summary>One odd request.</summary>
internal sealed record Asked(string Method, string Target, string Head)
{
    public string? Host { get; init; }

    public string Body { get; init; } = "";
}

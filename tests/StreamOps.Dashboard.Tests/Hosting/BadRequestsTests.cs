using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>What is sent to either listener and is no request: a bare status, and no more in the log than how many there were.</summary>
[Trait("Row", "A7")]
[Trait("Row", "A8")]
public sealed class BadRequestsTests(BadRequestsTests.LoggedDashboard shared) : IClassFixture<BadRequestsTests.LoggedDashboard>
{
    private const string Canary = "canary7391";
    private const int Posts = 300;

    public static TheoryData<string, string, string> Malformed()
    {
        var kinds = new (string Kind, string Head, string Body)[]
        {
            ("a chunk's size is no number", "Transfer-Encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n"),
            ("a chunk is longer than its size", "Transfer-Encoding: chunked", "2\r\n{\"page\":1}\r\n0\r\n\r\n"),
            ("a chunk's size is beyond any number", "Transfer-Encoding: chunked", "fffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
            ("the trailer is no header", "Transfer-Encoding: chunked", "2\r\n{}\r\n0\r\nno header\r\n\r\n"),
            ("the chunks break off", "Transfer-Encoding: chunked", "20\r\n{\"page\":"),
            ("the body breaks off", "Content-Length: 200", "{\"page\":"),
            ("the length is no number", "Content-Length: abc", "{}"),
            ("the length is negative", "Content-Length: -5", "{}"),
            ("two lengths", "Content-Length: 2\r\nContent-Length: 3", "{}"),
            ("an encoding that is none", "Transfer-Encoding: gzip", "{}"),
            ("a header is too long", $"X-Long: {new string('x', 70_000)}", "{}"),
            ("a header without a colon", "Nonsense", "{}"),
            ("a control character in a header", "X-A: a\u0001b", "{}"),
            ("no JSON", "Content-Length: 2", "{["),
            ("text that is no UTF-8", "Content-Length: 11", "{\"page\":\"\u00ff\u00fe"),
            ("half a surrogate pair", "Content-Length: 19", "{\"page\":\"\\ud800aa\"}"),
        };
        var data = new TheoryData<string, string, string>();
        foreach (var (kind, head, body) in kinds)
        {
            data.Add(kind, head, body);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task It_gets_a_bare_4xx_at_the_players_listener_and_nothing_is_logged(string kind, string head, string body)
    {
        string[] paths = ["/rescue/open", "/rescue/code", "/rescue/events", "/rescue/offers", "/stand-by/events", "/rescue", "/nowhere"];
        await AssertRefusedAsync(shared.Dashboard.PlayerAddress, paths, kind, head, body);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task It_gets_a_bare_4xx_at_the_operators_listener_and_nothing_is_logged(string kind, string head, string body)
    {
        string[] paths = ["/operator", "/rescue/links", "/rescue/offers/a?serial=1", "/_blazor/negotiate", "/hubs/live", "/", "/nowhere"];
        await AssertRefusedAsync(shared.Dashboard.Address, paths, kind, head, body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hundreds_of_them_make_one_line_a_minute(bool isPlayers)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var logs = new CapturedLogs();
        await using var dashboard = await RunningDashboard.StartAsync(builder =>
        {
            builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
            builder.Services.AddSingleton<TimeProvider>(time);
        });
        var before = Said(logs).Length;

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Posts),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (_, _) =>
                await SendAsync(
                    isPlayers ? dashboard.PlayerAddress : dashboard.Address,
                    isPlayers ? "/rescue/open" : "/operator",
                    "Transfer-Encoding: chunked",
                    $"zz\r\n{Canary}\r\n0\r\n\r\n"
                )
        );

        Assert.Equal("", Said(logs)[before..]);
        time.Advance(TimeSpan.FromMinutes(1));
        var told = Said(logs)[before..];
        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Posts} bad requests in one minute at the {(isPlayers ? "players'" : "operators'")} listener"
            ),
            told,
            StringComparison.Ordinal
        );
        Assert.InRange(told.Length, 1, 200);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(told, Said(logs)[before..]);
    }

    private async Task AssertRefusedAsync(Uri listener, string[] paths, string kind, string head, string body)
    {
        var before = Said(shared.Logs).Length;
        foreach (var path in paths)
        {
            var answer = await SendAsync(listener, path, head, body, !kind.EndsWith("off", StringComparison.Ordinal));
            // The framework answers this one without a look at its body.
            var isUnread = path == "/_blazor/negotiate" && answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
            Assert.True(
                answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || isUnread,
                $"{kind} at {path}: {answer}"
            );
            Assert.DoesNotContain(Canary, answer, StringComparison.Ordinal);
            Assert.InRange(answer.Length, 0, 3_000);
        }

        Assert.Equal("", Said(shared.Logs)[before..]);
    }

    /// <summary>The lines themselves: a scope is nothing that anybody writes.</summary>
    private static string Said(CapturedLogs logs) =>
        string.Concat(
            logs.Text.Split('\n').Where(line => !line.StartsWith("scope ", StringComparison.Ordinal)).Select(line => $"{line}\n")
        );

    /// <summary>Sends bytes as they are and reads what comes back; nothing where the line was only closed.</summary>
    private static async Task<string> SendAsync(Uri listener, string path, string head, string body, bool isWhole = true)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, listener.Port);
        var stream = client.GetStream();
        var request =
            $"POST {path} HTTP/1.1\r\nHost: {listener.Authority}\r\nConnection: close\r\nX-Canary: {Canary}\r\n{head}\r\n\r\n{body}";
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
            if (!isWhole)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            using var reader = new StreamReader(stream, Encoding.Latin1);
            return await reader.ReadToEndAsync(patience.Token);
        }
        catch (IOException)
        {
            return "";
        }
        catch (SocketException)
        {
            return "";
        }
    }

    /// <summary>One that logs as the product's own settings have it.</summary>
    public sealed class LoggedDashboard : SharedDashboard
    {
        internal CapturedLogs Logs { get; } = new();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Logs.Dispose();
        }

        protected override Task<RunningDashboard> StartAsync() =>
            RunningDashboard.StartAsync(builder =>
                builder
                    .Logging.AddProvider(Logs)
                    .SetMinimumLevel(LogLevel.Information)
                    .AddFilter("Microsoft", LogLevel.Warning)
                    .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            );
    }
}

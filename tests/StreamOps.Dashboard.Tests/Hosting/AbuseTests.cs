using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamOps.Dashboard.Tests.Network;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>Whoever floods, dawdles or sends far too much uses up a share of their own, and operators go on.</summary>
[Trait("Row", "A7")]
public sealed class AbuseTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RunningDashboard _dashboard = shared.Dashboard;

    [Fact]
    public async Task While_players_flood_each_operators_page_comes_and_strangers_are_turned_away()
    {
        _dashboard.Publish(APicture.Fleet(APicture.Waiting("s1", 60)));
        using var operators = _dashboard.Client();
        await ClockAsync(operators);
        var calm = await MedianAsync(operators);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var statuses = new ConcurrentDictionary<HttpStatusCode, int>();
        using var over = new CancellationTokenSource();
        using var strangers = new HttpClient { BaseAddress = _dashboard.PlayerAddress };
        var flood = Enumerable.Range(0, 8).Select(_ => FloodAsync(strangers, statuses, over.Token)).ToList();

        var crowded = await MedianAsync(operators);
        await over.CancelAsync();
        await Task.WhenAll(flood);

        var posts = statuses.Values.Sum();
        Assert.True(posts > 200, $"{posts} posts are no flood.");
        Assert.InRange(statuses.GetValueOrDefault(HttpStatusCode.NotFound), 0, 20);
        Assert.Equal(
            posts,
            statuses.GetValueOrDefault(HttpStatusCode.NotFound) + statuses.GetValueOrDefault(HttpStatusCode.TooManyRequests)
        );
        // The flood itself needs the machine's cores here: how much slower is told, and that nobody waits is held.
        Assert.True(crowded < TimeSpan.FromSeconds(2), $"An operator waited {crowded}.");
        var more = (GC.GetTotalMemory(forceFullCollection: true) - heap) / 1_000_000;
        Assert.True(more < 50, $"{more} MB more are held.");
        Figures.Tell(
            "A7",
            "anonymous flood",
            $"{posts} posts; an operator's read {calm.TotalMilliseconds:F1} ms before, {crowded.TotalMilliseconds:F1} ms meanwhile; {more} MB more"
        );
    }

    [Fact]
    public async Task Who_sends_a_head_byte_by_byte_is_cut_off_and_nobody_waits_for_them()
    {
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, _dashboard.PlayerAddress.Port);
        var stream = slow.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST /rescue/open HTTP/1.1\r\nHost: {_dashboard.PlayerAddress.Authority}\r\nX-A: ")
        );
        var since = TimeProvider.System.GetTimestamp();
        var cut = CutAsync(stream);

        using var player = new HttpClient { BaseAddress = _dashboard.PlayerAddress };
        using var beside = await player.GetAsync(new Uri("/live/clock", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, beside.StatusCode);
        await cut.WaitAsync(Patience);
        var took = TimeProvider.System.GetElapsedTime(since);
        Assert.InRange(took.TotalSeconds, 5, 30);
        Figures.Tell("A7", "slow head cut off after", $"{took.TotalSeconds:F0} s");
    }

    [Theory]
    [InlineData(false, "/operator")]
    [InlineData(false, "/rescue/links")]
    [InlineData(true, "/rescue/open")]
    [InlineData(true, "/rescue/code")]
    [InlineData(true, "/rescue/offers")]
    [InlineData(true, "/stand-by/events")]
    public async Task A_body_without_end_is_refused_before_it_is_read(bool isPlayers, string path)
    {
        var address = isPlayers ? _dashboard.PlayerAddress : _dashboard.Address;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nX-StreamOps: 1\r\nContent-Type: application/json\r\nContent-Length: 1000000000000\r\n\r\n"
            )
        );
        var answer = new byte[64];
        var length = await stream.ReadAsync(answer).AsTask().WaitAsync(Patience);

        Assert.StartsWith("HTTP/1.1 4", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_body_is_not_unfolded()
    {
        using var player = new PlayerClient(_dashboard);
        var line = """{"pass":"bogus","page":"PAGE"}""".Replace("PAGE", player.Page, StringComparison.Ordinal);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(line));
        }

        foreach (var encoding in new[] { "gzip", "br", "deflate" })
        {
            using var content = new ByteArrayContent(packed.ToArray());
            content.Headers.ContentEncoding.Add(encoding);
            using var answer = await player.Http.PostAsync(new Uri("/rescue/events", UriKind.Relative), content);
            // Unfolded it would be a pass that is none, as the plain text is.
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        using var plain = await player.SendAsync("/rescue/events", line);
        Assert.Equal(HttpStatusCode.NotFound, plain.StatusCode);
    }

    [Fact]
    public async Task Thousands_of_silent_WebSockets_of_a_stranger_leave_room_for_an_operator()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This machine has several addresses on Linux alone.");
        using var crowd = new BareSockets(_dashboard.Address, "127.0.0.9");
        using var other = new BareSockets(_dashboard.Address, "127.0.0.2");
        var statuses = new List<int>();
        for (var open = 0; open < 520; open++)
        {
            statuses.Add(await crowd.UpgradeAsync("/hubs/live"));
        }

        Assert.Equal(500, statuses.Count(status => status == 101));
        Assert.Equal(20, statuses.Count(status => status == 429));
        Assert.Equal(101, await other.UpgradeAsync("/_blazor"));
    }

    private static async Task FloodAsync(HttpClient client, ConcurrentDictionary<HttpStatusCode, int> statuses, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            using var content = new StringContent(
                """{"secret":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","page":"0123456789012345678901234567890123456789012345678901234567890123"}"""
            );
            using var answer = await client.PostAsync(new Uri("/rescue/open", UriKind.Relative), content, CancellationToken.None);
            statuses.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
        }
    }

    private static async Task<TimeSpan> MedianAsync(HttpClient client)
    {
        var took = new List<TimeSpan>();
        for (var read = 0; read < 40; read++)
        {
            var since = TimeProvider.System.GetTimestamp();
            await ClockAsync(client);
            took.Add(TimeProvider.System.GetElapsedTime(since));
        }

        return took.Order().ElementAt(took.Count / 2);
    }

    private static async Task ClockAsync(HttpClient client)
    {
        using var page = await client.GetAsync(new Uri("/sessions", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    private static async Task CutAsync(NetworkStream stream)
    {
        using var patience = new CancellationTokenSource(Patience);
        var read = ReadToEndAsync(stream, patience.Token);
        while (!read.IsCompleted)
        {
            try
            {
                await stream.WriteAsync("a"u8.ToArray(), patience.Token);
            }
            catch (IOException)
            {
                break;
            }

            await Task.WhenAny(read, Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, patience.Token));
        }

        await read;
    }

    private static async Task ReadToEndAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[256];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) > 0) { }
        }
        catch (IOException)
        {
            // Reset: cut off as well.
        }
    }
}

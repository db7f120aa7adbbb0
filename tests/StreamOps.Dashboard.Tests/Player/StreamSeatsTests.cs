using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Players;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>Who may hold the streams of events.</summary>
public sealed class StreamSeatsTests
{
    [Fact]
    public async Task Posts_that_never_arrive_take_no_stream_from_a_player()
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            PlayerClient.LetThemWait,
            "--StreamOps:Player:TrustedProxies=127.0.0.0/8"
        );
        using var player = new PlayerClient(dashboard);
        var line = new { pass = await player.OpenAsync((await PlayerClient.MakeLinkAsync(dashboard)).Secret), page = player.Page };
        using (await player.PostAsync("/rescue/continue", line)) { }

        var strangers = new List<TcpClient>();
        for (var stranger = 0; stranger < 126 * 24; stranger++)
        {
            strangers.Add(await DripAsync(dashboard.PlayerAddress, $"198.18.{stranger / 24}.1"));
        }

        using var stream = await player.PostAsync("/rescue/events", line);

        strangers.ForEach(stranger => stranger.Dispose());
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
    }

    [Fact]
    public void Pages_of_unspent_links_never_have_the_reserve()
    {
        using var seats = new StreamSeats();
        var strangers = Enumerable.Range(0, 5_000).Count(link => seats.TryTake(new PageShare($"link {link}", IsBound: false)) is not null);
        var players = Enumerable.Range(0, 5_000).Count(page => seats.TryTake(new PageShare($"page {page}", IsBound: true)) is not null);

        Assert.Equal((StreamSeats.All - StreamSeats.Reserve, StreamSeats.Reserve), (strangers, players));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_link_has_its_share_and_gets_back_what_it_gave_back(bool isBound)
    {
        using var seats = new StreamSeats();
        var share = new PageShare("link", isBound);
        var held = Enumerable.Range(0, 20).Select(_ => seats.TryTake(share)).OfType<IDisposable>().ToList();
        Assert.Equal(StreamSeats.PerShare, held.Count);

        held[0].Dispose();
        held[0].Dispose();

        Assert.NotNull(seats.TryTake(share));
        Assert.Null(seats.TryTake(share));
    }

    private static async Task<TcpClient> DripAsync(Uri address, string from)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var head =
            $"POST /rescue/events HTTP/1.1\r\nHost: {address.Authority}\r\nX-Forwarded-For: {from}\r\nContent-Type: text/plain\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        // The server waits for the body now, or has refused it.
        Assert.NotEqual(0, await client.GetStream().ReadAsync(new byte[1]));
        return client;
    }
}

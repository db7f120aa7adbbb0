using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamOps.Testing.Faults;

namespace StreamOps.Operations.Tests.Faults;

/// <summary>Each fault of the line happens: what stands on it would prove nothing otherwise.</summary>
public sealed class FaultProxyTests : IAsyncDisposable
{
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(0.4);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly FaultProxy _proxy;

    public FaultProxyTests()
    {
        _server.Start();
        _proxy = new FaultProxy(new Uri($"http://{_server.LocalEndpoint}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task A_sound_line_passes_every_byte_both_ways_and_each_sides_end()
    {
        var (client, server) = await ConnectAsync();

        await client.SendAsync("there"u8.ToArray());
        Assert.Equal("there", await ReadAsync(server, 5));
        await server.SendAsync("back"u8.ToArray());
        Assert.Equal("back", await ReadAsync(client, 4));
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal("", await ReadAsync(server, 1));
        server.Shutdown(SocketShutdown.Send);

        Assert.Equal("", await ReadAsync(client, 1));
        Assert.Equal(1, _proxy.Accepted);
    }

    [Fact]
    public async Task A_delay_holds_each_piece_that_long()
    {
        var (client, server) = await ConnectAsync();
        _proxy.Put(new LineFault { Delay = AWhile });
        var since = Stopwatch.GetTimestamp();

        await server.SendAsync("late"u8.ToArray());

        Assert.Equal("late", await ReadAsync(client, 4));
        Assert.InRange(Stopwatch.GetElapsedTime(since), AWhile * 0.9, AWhile * 10);
    }

    [Fact]
    public async Task A_rate_lets_no_more_through_in_a_second()
    {
        var (client, server) = await ConnectAsync();
        _proxy.Put(new LineFault { BytesPerSecond = 1000 });
        var since = Stopwatch.GetTimestamp();

        await server.SendAsync(new byte[500]);

        await ReadAsync(client, 500);
        Assert.InRange(Stopwatch.GetElapsedTime(since).TotalSeconds, 0.38, 5);
    }

    [Fact]
    public async Task A_reset_tears_the_connection_down_in_the_middle_of_an_answer()
    {
        var (client, server) = await ConnectAsync();
        _proxy.Put(new LineFault { ResetAfter = 3 });

        await server.SendAsync("answer"u8.ToArray());

        Assert.Equal("ans", await ReadAsync(client, 3));
        var torn = await Assert.ThrowsAsync<SocketException>(() => ReadAsync(client, 1));
        Assert.Equal(SocketError.ConnectionReset, torn.SocketErrorCode);
    }

    [Fact]
    public async Task A_black_hole_takes_everything_and_says_nothing_and_may_be_of_the_open_ones_alone()
    {
        var (client, server) = await ConnectAsync();
        _proxy.PutOnOpen(LineFault.BlackHole);

        await client.SendAsync("there"u8.ToArray());
        await server.SendAsync("back"u8.ToArray());
        await Task.Delay(AWhile, TimeProvider.System);
        Assert.Equal((0, 0), (client.Available, server.Available));
        var (other, otherServer) = await ConnectAsync();
        await otherServer.SendAsync("sound"u8.ToArray());
        Assert.Equal("sound", await ReadAsync(other, 5));

        _proxy.Put(LineFault.None);

        Assert.Equal(("back", "there"), (await ReadAsync(client, 4), await ReadAsync(server, 5)));
    }

    [Fact]
    public async Task A_half_close_ends_the_answer_and_goes_on_listening()
    {
        var (client, server) = await ConnectAsync();
        _proxy.Put(new LineFault { HalfCloseAfter = 3 });

        await server.SendAsync("answer"u8.ToArray());
        Assert.Equal("ans", await ReadAsync(client, 6));
        await client.SendAsync("still"u8.ToArray());

        Assert.Equal("still", await ReadAsync(server, 5));
    }

    [Fact]
    public async Task One_byte_comes_through_flipped_and_no_other()
    {
        var (client, server) = await ConnectAsync();
        _proxy.Put(new LineFault { FlippedByte = 1 });

        await server.SendAsync("aaa"u8.ToArray());
        await server.SendAsync("aaa"u8.ToArray());

        Assert.Equal("a`aaaa", await ReadAsync(client, 6));
    }

    private async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Address.Port);
        return (client, await _server.AcceptSocketAsync());
    }

    /// <summary>Reads so many bytes, or what comes until the other side's end.</summary>
    private static async Task<string> ReadAsync(Socket socket, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        var bytes = new byte[count];
        var read = 0;
        while (read < count && await socket.ReceiveAsync(bytes.AsMemory(read), limit.Token) is var more and > 0)
        {
            read += more;
        }

        return Encoding.ASCII.GetString(bytes, 0, read);
    }
}

using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace StreamOps.Emulator.Specs.Hosting;

/// <summary>A game host that the spec speaks for: it says on the socket what the spec wants said.</summary>
public sealed class AttachedHost : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    private AttachedHost(string id) => Id = id;

    public string Id { get; }

    public static Task<AttachedHost> AttachAsync(EmulatorHost emulator, string id = "host-1", params string[] sessions) =>
        AttachAsync(emulator, id, isGuest: false, sessions);

    /// <summary>A host that came with a player's page, and waits for the offer of that ICE user name.</summary>
    public static async Task<AttachedHost> AttachGuestAsync(EmulatorHost emulator, string id, string ufrag)
    {
        var host = await AttachAsync(emulator, id, isGuest: true);
        await host.SayAsync(new { type = "expect", ufrag });
        await host.NextAsync("expecting");
        return host;
    }

    private static async Task<AttachedHost> AttachAsync(EmulatorHost emulator, string id, bool isGuest, params string[] sessions)
    {
        var host = new AttachedHost(id);
        await host._socket.ConnectAsync(new Uri($"ws://{emulator.BaseAddress.Authority}/_emulator/host/socket"), Limit());
        await host.SayAsync(
            new
            {
                type = "attach",
                id,
                isGuest,
                sessions,
            }
        );
        await host.NextAsync("attached");
        return host;
    }

    public Task SayAsync(object report) =>
        _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(report), WebSocketMessageType.Text, endOfMessage: true, Limit());

    /// <summary>The next order of that type; others are passed over.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        while (true)
        {
            var order = await ReadAsync();
            if (order.GetProperty("type").GetString() == type)
            {
                return order;
            }
        }
    }

    /// <summary>Answers the next offer with an SDP of the spec's own.</summary>
    public async Task<JsonElement> AnswerAsync(string sdp = "v=0\r\nhosted")
    {
        var offer = await NextAsync("offer");
        await AnswerAsync(offer, sdp);
        return offer;
    }

    public Task AnswerAsync(JsonElement offer, string sdp) =>
        SayAsync(
            new
            {
                type = "answer",
                connection = offer.GetProperty("connection").GetString(),
                sdp,
            }
        );

    /// <summary>Reports on the connection of an offer: connected or lost.</summary>
    public Task ReportAsync(string type, JsonElement offer) =>
        SayAsync(
            new
            {
                type,
                session = offer.GetProperty("session").GetString(),
                connection = offer.GetProperty("connection").GetString(),
            }
        );

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement> ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var received = await _socket.ReceiveAsync(buffer, Limit());
        return JsonElement.Parse(Encoding.UTF8.GetString(buffer, 0, received.Count));
    }

    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System).Token;
}

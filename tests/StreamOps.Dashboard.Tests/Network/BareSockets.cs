using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>Connections of a client that is no browser, from an address of this machine that it chooses.</summary>
/// <param name="dashboard">Where the dashboard listens.</param>
/// <param name="from">As <c>127.0.0.2</c>.</param>
internal sealed class BareSockets(Uri dashboard, string from) : IDisposable
{
    private readonly List<Socket> _open = [];

    /// <summary>Opens a connection, or tries to, and says nothing.</summary>
    public async Task ConnectAsync()
    {
        try
        {
            _ = await OpenAsync();
        }
        catch (SocketException)
        {
            // Refused as soon as it was there.
        }
    }

    /// <summary>Asks for a WebSocket, and keeps it.</summary>
    /// <returns>The status of the answer; 0 when there is none.</returns>
    public async Task<int> UpgradeAsync(string path, params string[] headers)
    {
        string[] head =
        [
            $"GET {path} HTTP/1.1",
            $"Host: {dashboard.Authority}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            .. headers,
            "",
            "",
        ];
        try
        {
            var socket = await OpenAsync();
            await socket.SendAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", head)));
            var answer = new byte[512];
            var length = await socket.ReceiveAsync(answer).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            return length > 12 ? int.Parse(Encoding.ASCII.GetString(answer, 9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    public void Dispose() => _open.ForEach(socket => socket.Dispose());

    private async Task<Socket> OpenAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _open.Add(socket);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, dashboard.Port);
        return socket;
    }
}

using System.Net.WebSockets;
using System.Text;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>How whoever speaks with a circuit or a hub begins.</summary>
internal static class Greetings
{
    /// <summary>What the server says to a greeting that it takes.</summary>
    public const string Taken = "{}\u001e";

    /// <summary>The first message on a connection.</summary>
    /// <param name="protocol"><c>blazorpack</c> for a circuit, <c>json</c> for a hub.</param>
    public static string In(string protocol) => $"{{\"protocol\":\"{protocol}\",\"version\":1}}\u001e";

    /// <summary>Greets, and gives back what the server says first.</summary>
    public static async Task<string> GreetAsync(this WebSocket socket, string protocol, CancellationToken cancellationToken)
    {
        var greeting = Encoding.UTF8.GetBytes(In(protocol));
        await socket.SendAsync(greeting, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        var buffer = new byte[65_536];
        var answer = await socket.ReceiveAsync(buffer, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, answer.Count);
    }
}

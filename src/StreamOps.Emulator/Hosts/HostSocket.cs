using System.Net.WebSockets;
using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Hosts;

/// <summary>The socket of a game host: its reports come in, its orders go out.</summary>
public sealed class HostSocket(GameHosts hosts, EmulatedFleet fleet, IHostApplicationLifetime lifetime)
{
    private const int LongestReport = 256 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        // A server that stops does not wait for its hosts.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        GameHost? host = null;
        var sending = Task.CompletedTask;
        try
        {
            if (await ReadAsync(socket, ending.Token) is not { Type: "attach", Id: { Length: > 0 and <= 64 } id } attach)
            {
                return;
            }

            host = Attach(id, attach);
            sending = SendAsync(socket, host, ending.Token);
            while (await ReadAsync(socket, ending.Token) is { } report)
            {
                Take(host, report);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // A page that is closed or killed says no goodbye: the end of its socket is the news.
        }
        finally
        {
            if (host is not null && hosts.Detach(host))
            {
                LoseClients(host);
            }

            socket.Abort();
            await sending;
        }
    }

    private void Take(GameHost host, HostReport report)
    {
        switch (report)
        {
            case { Type: "answer", Connection: { } connection, Sdp: { } sdp }:
                host.Answered(connection, new(sdp, Why: null));
                break;
            case { Type: "refuse", Connection: { } connection }:
                host.Answered(connection, new(Sdp: null, report.Why ?? "refused"));
                break;
            case { Type: "connected" or "lost", Connection: { } connection, Session: { } id }:
                InSession(id, (world, session) => world.Lifecycle.ReportClient(session, connection, isUp: report.Type == "connected"));
                break;
            case { Type: "expect", Ufrag: { Length: > 0 and <= 256 } ufrag }:
                host.Expect(ufrag);
                break;
            case { Type: "game", Session: { } id, Game: { } game }:
                InSession(id, (world, session) => world.Lifecycle.ReportGame(session, game));
                break;
            case { Type: "input", Session: { } id }:
                InSession(id, (world, session) => world.Lifecycle.ReportInput(session));
                break;
        }
    }

    private void InSession(string id, Action<EmulatedWorld, EmulatedStreamSession> act) =>
        fleet.Act(world =>
        {
            if (world.Session(id) is { } session)
            {
                act(world, session);
            }

            return true;
        });

    private void LoseClients(GameHost host) =>
        fleet.Act(world =>
        {
            foreach (var session in world.Sessions.Where(session => session.Hosted?.HostId == host.Id && !session.Status.IsEnd()).ToList())
            {
                world.Lifecycle.ReportClient(session, session.Hosted!.ConnectionId, isUp: false);
            }

            return true;
        });

    private GameHost Attach(string id, HostReport attach) =>
        fleet.Act(world =>
        {
            var present = (attach.Sessions ?? []).ToLookup(session => world.Session(session) is { } found && !found.Status.IsEnd());
            var host = hosts.Attach(id, present[true], attach.IsGuest);
            foreach (var past in present[false])
            {
                hosts.End(host, past);
            }

            return host;
        });

    private static async Task SendAsync(WebSocket socket, GameHost host, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var order in host.OrdersAsync(cancellationToken))
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(order), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }

            // Another socket has taken this page's place, or it reads nothing.
            socket.Abort();
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The reading side sees the same end and cleans up.
        }
    }

    private static async Task<HostReport?> ReadAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(chunk, cancellationToken);
            if (part.MessageType is not WebSocketMessageType.Text || message.Length + part.Count > LongestReport)
            {
                return null;
            }

            message.Write(chunk, 0, part.Count);
            if (part.EndOfMessage)
            {
                return HostReport.Read(message.GetBuffer().AsSpan(0, (int)message.Length));
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Addresses on this machine.</summary>
internal static class Loopback
{
    // Below those that systems give to whoever asks for any: such a one may be somebody's before the server begins, or while it is killed.
    private const int First = 20_000;
    private const int Count = 10_000;

    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port that is free now and stays so: a server that is killed comes back on it.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's: the next one.
            }
        }
    }
}

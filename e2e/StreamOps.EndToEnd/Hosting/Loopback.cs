using System.Net;
using System.Net.Sockets;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Addresses on this machine.</summary>
internal static class Loopback
{
    /// <summary>A port that is free now: a server that is killed comes back on it.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

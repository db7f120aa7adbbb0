using System.Net;

namespace StreamOps.Emulator.Local;

/// <summary>Control and pages are for this machine alone: its connections, asked for under its own names.</summary>
/// <remarks>The Host and Origin headers are looked at because a page from elsewhere can make a local browser connect here.</remarks>
public static class ThisMachine
{
    public static bool Asks(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return context.Connection.RemoteIpAddress is { } remote
            && IPAddress.IsLoopback(remote)
            && IsLocal(context.Request.Host.Host)
            && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsLocal(from.Host)));
    }

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

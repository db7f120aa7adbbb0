using System.Net;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Player;

/// <summary>
/// The names this listener answers to: a foreign name that is made to lead here would pass for the page's own origin. What a proxy says of the name in
/// X-Forwarded-Host counts nothing.
/// </summary>
internal sealed class PlayerHosts(IOptions<PlayerOptions> options)
{
    private readonly HashSet<string> _names = new(
        [
            "localhost",
            Environment.MachineName,
            .. options.Value.Addresses.Select(address => BindingAddress.Parse(address).Host),
            .. options.Value.PublicUrl.Length > 0 ? [new Uri(options.Value.PublicUrl).Host] : Array.Empty<string>(),
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <exception cref="PlayerRefusedException">It is asked for by a name that is none of its own.</exception>
    public Task CheckAsync(HttpContext context, RequestDelegate next) =>
        IsOwn(context.Request.Host.Host, context.Connection.LocalIpAddress) ? next(context) : throw PlayerRefusedException.Malformed;

    private bool IsOwn(string host, IPAddress? here) =>
        _names.Contains(host)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && (IPAddress.IsLoopback(address) || address.Equals(ClientAddress.Plain(here))));
}

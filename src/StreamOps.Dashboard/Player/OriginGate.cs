using StreamOps.Dashboard.Security;

namespace StreamOps.Dashboard.Player;

/// <summary>Whose page may post to an endpoint.</summary>
internal enum PlayerOrigin
{
    /// <summary>The players' page itself.</summary>
    Own,

    /// <summary>The game's own page: an allowed origin.</summary>
    Game,
}

internal sealed record PlayerOriginMetadata(PlayerOrigin Origin);

/// <summary>
/// Another site's page may not speak in a player's name. It stands before the limits: what is refused here costs neither its visitor's share nor everybody's.
/// </summary>
internal sealed class OriginGate(IOptions<PlayerOptions> options)
{
    private readonly PlayerOptions _options = options.Value;

    /// <exception cref="PlayerRefusedException">The endpoint is for another page.</exception>
    public Task CheckAsync(HttpContext context, RequestDelegate next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PlayerOriginMetadata>()?.Origin switch
        {
            PlayerOrigin.Own when !IsOwn(context.Request) => throw PlayerRefusedException.ForeignOrigin,
            // CORS only keeps a foreign page from reading an answer; here its request does nothing.
            PlayerOrigin.Game when !IsGame(context.Request) => throw PlayerRefusedException.ForeignOrigin,
            _ => next(context),
        };

    private bool IsOwn(HttpRequest request) =>
        SameOrigin.IsSameOrigin(request)
        // Behind a proxy that speaks TLS this server sees another scheme than the browser.
        || (
            _options.PublicUrl.Length > 0
            && string.Equals(request.Headers.Origin, _options.PublicUrl.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        );

    private bool IsGame(HttpRequest request) =>
        _options.Origins.Contains(request.Headers.Origin.ToString(), StringComparer.OrdinalIgnoreCase);
}

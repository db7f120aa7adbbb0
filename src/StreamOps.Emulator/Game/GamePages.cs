using StreamOps.Emulator.Hosts;
using StreamOps.Emulator.Local;
using StreamOps.Emulator.Media;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Game;

/// <summary>Where the game's pages and scripts are, and what they call.</summary>
public sealed class GamePages(HostSocket hostSocket, GameBackend backend, EmulatorOptions options)
{
    private static readonly Dictionary<string, MediaFile> Files = MediaFile
        .Names.Where(name => Path.GetExtension(name) is ".js" or ".css")
        .ToDictionary(name => "/_emulator/media/" + name, MediaFile.Of, StringComparer.Ordinal);

    private static readonly MediaFile HostPage = MediaFile.Of("host.html");
    private static readonly MediaFile ClientPage = MediaFile.Of("client.html");
    private static readonly MediaFile ByHandPage = MediaFile.Of("by-hand.html");
    private static readonly MediaFile WebSdk = MediaFile.Of("web-sdk.js");

    /// <summary>What serves the request; null when it is for the API or the control calls.</summary>
    public RequestDelegate? Find(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (path.StartsWith("/_emulator/client/", StringComparison.Ordinal))
        {
            return Locally(backend.HandleAsync);
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        return path switch
        {
            "/_emulator/web-sdk.js" => context => WebSdk.WriteAsync(context, forAnyOrigin: true),
            "/_emulator/host" => Locally(context => PageAsync(context, HostPage, player: null)),
            "/_emulator/client" => Locally(context => PageAsync(context, ClientPage, options.PlayerUrl.Value)),
            "/_emulator/by-hand" => Locally(context => PageAsync(context, ByHandPage, player: null)),
            "/_emulator/host/socket" when request.HttpContext.WebSockets.IsWebSocketRequest => Locally(hostSocket.HandleAsync),
            _ when path == WebSdkProtocol.Path => WebSdkProtocol.WriteAsync,
            _ when Files.TryGetValue(path, out var file) => Locally(context => file.WriteAsync(context)),
            _ => null,
        };
    }

    private static RequestDelegate Locally(RequestDelegate serve) =>
        context =>
            ThisMachine.Asks(context)
                ? serve(context)
                : LocalJson.WriteAsync(
                    context.Response,
                    403,
                    new ErrorAnswer("The game's pages are for this machine only, under a loopback host name.")
                );

    private static Task PageAsync(HttpContext context, MediaFile page, Uri? player)
    {
        // The stand-by module comes from StreamOps' player listener and calls home there.
        var origin = player?.GetLeftPart(UriPartial.Authority);
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' {origin}; connect-src 'self' {origin}; style-src 'self'; worker-src 'self'; frame-src 'self'; img-src 'self' data:; "
            + "media-src 'self' mediastream: blob:; base-uri 'none'; form-action 'none'; frame-ancestors http://127.0.0.1:* http://localhost:*";
        context.Response.Headers["referrer-policy"] = "no-referrer";
        return page.WriteAsync(context);
    }
}

using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace StreamOps.Dashboard.Player;

/// <summary>The files of the players' page, by name: a file that is not listed is not served here.</summary>
internal sealed class PlayerFiles(IFileProvider files, WebSdk webSdk, DemoHost demoHost)
{
    public const string PagePath = "/rescue";

    private static readonly string[] Names =
    [
        "/player/player.css",
        "/player/page.js",
        "/player/attempt.js",
        "/player/checks.js",
        "/player/faces.js",
        "/player/frames.js",
        "/player/line.js",
        "/player/offer-wait.js",
        "/player/picture-watch.js",
        "/player/plain-client.js",
        "/player/texts.en.js",
        "/player/tools.js",
        "/player/view.js",
        "/player/web-sdk.js",
        "/css/tokens.css",
        "/icons/favicon.svg",
        "/js/countdown-clock.js",
        "/js/service-clock.js",
        "/js/time-words.js",
        "/js/urgency.js",
    ];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        MapFile(endpoints, PagePath, "/player/rescue.html").WithMetadata(new PlayerPageMetadata());
        foreach (var name in Names)
        {
            MapFile(endpoints, name, name);
        }

        if (demoHost.Page is not null)
        {
            MapFile(endpoints, DemoHost.Script, DemoHost.Script);
        }

        MapFile(endpoints, StandByPosts.Script, StandByPosts.Script).RequireCors(StandByPosts.CorsPolicy);
        webSdk.Map(endpoints);
    }

    private IEndpointConventionBuilder MapFile(IEndpointRouteBuilder endpoints, string path, string name) =>
        endpoints.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context => SendAsync(context, files.GetFileInfo(name)));

    /// <summary>Kept by browsers, asked for again each time: a page of yesterday must not speak to the server of today.</summary>
    internal static Task SendAsync(HttpContext context, IFileInfo file)
    {
        if (!file.Exists)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.Headers.CacheControl = "no-cache";
        var tag = new EntityTagHeaderValue($"\"{file.LastModified.UtcTicks:x}-{file.Length:x}\"");
        return Results.Stream(file.CreateReadStream(), TypeOf(file.Name), entityTag: tag).ExecuteAsync(context);
    }

    private static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/javascript; charset=utf-8",
        };
}

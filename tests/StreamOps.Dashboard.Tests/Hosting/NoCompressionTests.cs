using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>Where secrets and text from outside meet nothing is compressed: the length of an answer tells nothing of what stands in it.</summary>
[Trait("Row", "A13")]
public sealed class NoCompressionTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private const string Any = "gzip, deflate, br, zstd";
    private readonly SignedInDashboard _stage = stage.Anew();

    [Fact]
    public async Task No_answer_of_a_route_is_compressed_but_the_builds_own_files()
    {
        using var lea = await _stage.BrowserOfAsync("lea");
        var dashboard = _stage.Dashboard;
        var own = dashboard
            .Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(route => (dashboard.Address, route));
        var players = dashboard
            .Services.GetRequiredService<PlayerListener>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(route => (dashboard.PlayerAddress, route));
        using var client = new HttpClient(
            new HttpClientHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                CookieContainer = lea.Cookies,
            }
        );

        var asked = 0;
        foreach (var (address, route) in own.Concat(players))
        {
            var method = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var first, ..] ? first : "GET";
            using var request = new HttpRequestMessage(
                new HttpMethod(method),
                new Uri(address, route.RoutePattern.RawText!.Replace('{', 'x').Replace('}', 'x').Replace(':', 'x').Replace('*', 'x'))
            );
            request.Headers.TryAddWithoutValidation("Accept-Encoding", Any);
            using var answer = await client.SendAsync(request);

            Assert.True(answer.Content.Headers.ContentEncoding.Count == 0, $"{method} {route.RoutePattern.RawText} is compressed.");
            asked++;
        }

        Assert.True(asked > 50, $"{asked} routes were asked.");
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/hubs/live")]
    public async Task No_frame_of_a_WebSocket_is_compressed_though_the_browser_offers_it(string path)
    {
        using var lea = await _stage.BrowserOfAsync("lea");
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = lea.Cookies;
        socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        socket.Options.CollectHttpResponseDetails = true;

        await socket.ConnectAsync(new UriBuilder(new Uri(_stage.Dashboard.Address, path)) { Scheme = "ws" }.Uri, CancellationToken.None);

        Assert.Equal(WebSocketState.Open, socket.State);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", socket.HttpResponseHeaders!.Keys, StringComparer.OrdinalIgnoreCase);
    }
}

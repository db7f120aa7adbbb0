using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>Circuits and hubs are WebSockets, each of which is counted: nobody gets round the shares by requests that come and go.</summary>
[Trait("Row", "A7")]
[Trait("Row", "R14")]
public sealed class WebSocketsAloneTests(SharedDashboard shared) : IClassFixture<SharedDashboard>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = shared.Dashboard.Client();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/hubs/live")]
    public async Task Nothing_else_is_offered(string path)
    {
        var offered = (await NegotiateAsync(path))
            .GetProperty("availableTransports")
            .EnumerateArray()
            .Select(one => one.GetProperty("transport").GetString());

        Assert.Equal(["WebSockets"], offered);
    }

    [Theory]
    [InlineData("/_blazor", "blazorpack")]
    [InlineData("/hubs/live", "json")]
    public async Task Who_comes_another_way_is_refused_and_nothing_begins(string path, string protocol)
    {
        var token = (await NegotiateAsync(path)).GetProperty("connectionToken").GetString()!;
        var connection = $"{path}?id={Uri.EscapeDataString(token)}";

        // As a client of long polling begins: a first poll, its greeting by a post, the poll that brings the answer; then as one of server-sent events does.
        (HttpMethod, string, string?)[] tries =
        [
            (HttpMethod.Get, "*/*", null),
            (HttpMethod.Post, "*/*", Greetings.In(protocol)),
            (HttpMethod.Get, "*/*", null),
            (HttpMethod.Get, "text/event-stream", null),
            (HttpMethod.Delete, "*/*", null),
        ];
        foreach (var (method, accept, body) in tries)
        {
            using var answer = await SendAsync(method, connection, accept, body);
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{method} for {accept}: {(int)answer.StatusCode}");
        }

        // Nothing was spoken on it so far: it is greeted for the first time.
        using var socket = new ClientWebSocket();
        using var patience = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(new UriBuilder(new Uri(shared.Dashboard.Address, connection)) { Scheme = "ws" }.Uri, patience.Token);
        Assert.StartsWith(Greetings.Taken, await socket.GreetAsync(protocol, patience.Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/hubs/live")]
    public async Task What_is_posted_to_no_connection_is_refused_as_well(string path)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, "*/*", "{}\u001e");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private async Task<JsonElement> NegotiateAsync(string path)
    {
        using var negotiated = await SendAsync(HttpMethod.Post, $"{path}/negotiate?negotiateVersion=1", "*/*", "");
        Assert.Equal(HttpStatusCode.OK, negotiated.StatusCode);
        return await negotiated.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string accept, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Accept", accept);
        request.Content = body is null ? null : new StringContent(body);
        // Of a stream that is taken no end is waited for.
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using StreamOps.Dashboard.Tests.Network;
using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>A connection's token stands in its address, which proxies write down: it opens one WebSocket, once, and is worth nothing in other hands.</summary>
[Trait("Row", "A6")]
public sealed class ConnectionTokensTests(LoggedStage stage) : IClassFixture<LoggedStage>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SignedInDashboard _stage = stage.Anew();

    [Theory]
    [InlineData("/_blazor", "blazorpack")]
    [InlineData("/hubs/live", "json")]
    public async Task A6_nobody_speaks_or_reads_in_somebody_elses_connection_or_ends_it(string hub, string protocol)
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        using var lea = await _stage.BrowserOfAsync("lea");
        using var negotiated = await mara.PostAsync($"{hub}/negotiate?negotiateVersion=1");
        var token = (await negotiated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionToken").GetString()!;
        var path = $"{hub}?id={Uri.EscapeDataString(token)}";
        using var patience = new CancellationTokenSource(Patience);
        using var socket = await OpenAsync(mara, path, patience.Token);
        Assert.StartsWith(Greetings.Taken, await socket.GreetAsync(protocol, patience.Token), StringComparison.Ordinal);

        using var spoken = await lea.PostAsync(path, new StringContent(Greetings.In(protocol)));
        using var read = await lea.SendAsScriptAsync(HttpMethod.Get, path);
        using var ended = await lea.SendAsScriptAsync(HttpMethod.Delete, path);

        Assert.All([spoken, read, ended], answer => Assert.InRange((int)answer.StatusCode, 400, 499));
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(lea, path, patience.Token));
        Assert.Equal(WebSocketState.Open, socket.State);
        // It is served still: the server answers its end.
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);
    }

    private async Task<ClientWebSocket> OpenAsync(Browser browser, string path, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = browser.Cookies;
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(_stage.Dashboard.Address, path)) { Scheme = "ws" }.Uri, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

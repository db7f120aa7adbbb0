using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>A tab that Playwright does not know of: those that it knows stay visible to themselves, whatever is in front of them.
/// https://chromedevtools.github.io/devtools-protocol/</summary>
public sealed class UnwatchedTab : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly ClientWebSocket _socket = new();
    private readonly string _devTools;
    private int _calls;

    private UnwatchedTab(string devTools) => _devTools = devTools;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<UnwatchedTab> OpenAsync(string devTools, string url)
    {
        var tab = new UnwatchedTab(devTools);
        var made = await tab.OpenTabAsync();
        await tab._socket.ConnectAsync(new(made.GetProperty("webSocketDebuggerUrl").GetString()!), Stop);
        var origin = new Uri(url).GetLeftPart(UriPartial.Authority);
        await tab.CallAsync("Browser.grantPermissions", new { origin, permissions = new[] { "audioCapture", "videoCapture" } });
        await tab.CallAsync("Page.navigate", new { url });
        return tab;
    }

    /// <summary>Opens another tab in front of it.</summary>
    public Task HideAsync() => OpenTabAsync();

    /// <summary>The value of an expression, as text.</summary>
    public async Task<string> EvaluateAsync(string expression) =>
        (await CallAsync("Runtime.evaluate", new { expression, returnByValue = true }))
            .GetProperty("result")
            .GetProperty("value")
            .ToString();

    public void Dispose()
    {
        _socket.Dispose();
        _http.Dispose();
    }

    private async Task<JsonElement> OpenTabAsync()
    {
        using var made = await _http.PutAsync(new Uri($"{_devTools}/json/new?about:blank"), content: null, Stop);
        return await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    // No events are asked for: what comes is the answer.
    private async Task<JsonElement> CallAsync(string method, object parameters)
    {
        var call = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id = ++_calls,
                method,
                @params = parameters,
            }
        );
        await _socket.SendAsync(call, WebSocketMessageType.Text, endOfMessage: true, Stop);
        var answer = new byte[64 * 1024];
        var length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(answer.AsMemory(length), Stop);
            length += part.Count;
        } while (!part.EndOfMessage);

        var read = JsonElement.Parse(answer.AsSpan(0, length));
        return read.TryGetProperty("result", out var result)
            ? result
            : throw new InvalidOperationException($"{method} was refused: {read}");
    }
}

using System.Net.Http.Json;
using System.Text.Json;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>The emulator alone, its sessions as quick as they come; the game's pages are opened on it.</summary>
public sealed class MediaStage(ChromiumBrowser browser) : IAsyncLifetime
{
    private readonly HttpClient _http = new();

    public EmulatorServer Emulator { get; } = new();

    public GameBackend Backend { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Emulator.StartAsync();
        Backend = new GameBackend(Emulator.Address);
    }

    /// <summary>A page of the game in a browser profile of its own.</summary>
    public async Task<GamePage> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        // With the permissions a machine without a route gathers candidates, too.
        var context = await browser.NewContextAsync(new(options ?? new()) { Permissions = ["camera", "microphone"] });
        var page = new GamePage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(Emulator.Address + path);
        return page;
    }

    /// <summary>A new world as the emulator began; hosts that are attached stay.</summary>
    public async Task ResetAsync() => await SendAsync(HttpMethod.Post, "reset", new { scenario = "quiet" });

    public Task SetAsync(object switches) => Emulator.Control.SetAsync(switches);

    /// <summary>The status of a session in the API's word.</summary>
    public Task<string> StatusAsync(string sessionId) => Emulator.Control.StatusAsync(sessionId);

    /// <summary>The session's full name, which says its stream group.</summary>
    public Task<string> ArnAsync(string sessionId) => Emulator.Control.ArnAsync(sessionId);

    /// <summary>The sessions of each attached host.</summary>
    public async Task<IReadOnlyList<int>> GamesPerHostAsync() =>
        [
            .. (await SendAsync(HttpMethod.Get, "hosts"))
                .EnumerateArray()
                .Select(host => host.GetProperty("streamSessionIds").GetArrayLength())
                .Order(),
        ];

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{Emulator.Address}/_emulator/{path}"));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new InvalidOperationException($"{method} {path} was refused: {text}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        Backend?.Dispose();
        await Emulator.DisposeAsync();
    }
}

/// <summary>One page of the game, with what its browser complained of.</summary>
public sealed class GamePage : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public GamePage(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => _complaints;

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}

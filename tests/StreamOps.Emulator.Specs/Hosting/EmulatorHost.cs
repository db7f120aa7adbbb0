using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Specs.Hosting;

/// <summary>An emulator on a free port whose time stands still until the spec moves it, and a client that signs.</summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 8, 1, 18, 0, 0, TimeSpan.Zero);
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private EmulatorHost(WebApplication app, WatchedTime time)
    {
        _app = app;
        Time = time;
        BaseAddress = EmulatorApp.BaseAddress(app);
        _http = new() { BaseAddress = BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
    }

    public WatchedTime Time { get; }

    public Uri BaseAddress { get; }

    public RequestSigner Signer { get; init; } = new();

    /// <summary>What it was started with.</summary>
    public EmulatorOptions Options { get; private init; } = new();

    public static async Task<EmulatorHost> StartAsync(
        string scenario = "quiet",
        int seed = 42,
        EmulatorSwitches? switches = null,
        EmulatorOptions? more = null
    )
    {
        var time = new WatchedTime(Start);
        var options = (more ?? new()) with
        {
            Urls = "http://127.0.0.1:0",
            Scenario = scenario,
            Seed = seed,
            Switches = switches ?? new() { RateLimits = false },
        };
        var built = EmulatorApp.Build(options, time);
        await built.StartAsync();
        return new(built, time) { Options = options };
    }

    /// <summary>A signed call of the API.</summary>
    public Task<Answer> CallAsync(string method, string target, object? body = null, RequestSigner? signer = null) =>
        SendAsync(SignedRequest(method, target, body is null ? null : JsonSerializer.Serialize(body), signer ?? Signer));

    /// <summary>A signed call whose body is this very text.</summary>
    public Task<Answer> CallRawAsync(string method, string target, string body) => SendAsync(SignedRequest(method, target, body, Signer));

    /// <summary>A call of the control API.</summary>
    public Task<Answer> ControlAsync(string method, string path, object? body = null) =>
        ControlRawAsync(method, path, body is null ? null : JsonSerializer.Serialize(body));

    public Task<Answer> ControlRawAsync(string method, string path, string? body)
    {
        var request = new HttpRequestMessage(new(method), UriOf("/_emulator/" + path));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return SendAsync(request);
    }

    public HttpRequestMessage SignedRequest(string method, string target, string? body, RequestSigner signer, DateTimeOffset? at = null)
    {
        var request = new HttpRequestMessage(new(method), UriOf(target));
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new("application/json");
        }

        var parts = target.Split('?', 2);
        signer.Sign(request, BaseAddress.Authority, parts[0], parts.Length == 2 ? parts[1] : "", bytes, at ?? Time.GetUtcNow());
        return request;
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request);
            var headers = response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
            return new(response.StatusCode, headers, await response.Content.ReadAsStringAsync());
        }
    }

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    // The target goes out as it is written: nothing of it is decoded or tidied.
    private Uri UriOf(string target) =>
        new(
            BaseAddress.GetLeftPart(UriPartial.Authority) + target,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
}

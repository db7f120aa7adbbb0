using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Signed calls to the service, as a game's or an operator's backend makes them.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</summary>
public sealed class GameBackend(string address) : IDisposable
{
    private const string Region = "us-west-2";
    private const string Service = "gameliftstreams";
    private const string Key = "emulator";

    private readonly HttpClient _http = new();

    /// <summary>A new connection to a session for the browser that made the offer.</summary>
    /// <returns>The answer for that same browser.</returns>
    public async Task<string> ConnectAsync(string arn, string offer)
    {
        var answer = await CallAsync(HttpMethod.Post, $"{PathOf(arn)}/connections", new { SignalRequest = offer });
        return answer.GetProperty("SignalResponse").GetString()!;
    }

    /// <summary>Starts a session of the first stream group for the browser that made the offer.</summary>
    /// <returns>The session's name, and the answer for that same browser.</returns>
    public async Task<(string Arn, string Answer)> StartAsync(string offer, bool sharesPerformanceStats)
    {
        var group = (await CallAsync(HttpMethod.Get, "/streamgroups")).GetProperty("Items")[0];
        var started = await CallAsync(
            HttpMethod.Post,
            $"/streamgroups/{group.GetProperty("Id").GetString()}/streamsessions",
            new
            {
                Protocol = "WebRTC",
                SignalRequest = offer,
                ApplicationIdentifier = group.GetProperty("DefaultApplication").GetProperty("Id").GetString(),
                PerformanceStatsConfiguration = new { SharedWithClient = sharesPerformanceStats },
            }
        );
        var arn = started.GetProperty("Arn").GetString()!;
        string? answer = null;
        await Eventually.BeTrueAsync(
            "the session has an answer",
            TimeSpan.FromSeconds(15),
            async () =>
                (await CallAsync(HttpMethod.Get, PathOf(arn))).TryGetProperty("SignalResponse", out var response)
                && (answer = response.GetString()) is { Length: > 0 }
        );
        return (arn, answer!);
    }

    public async Task<string> StatusAsync(string arn) => (await CallAsync(HttpMethod.Get, PathOf(arn))).GetProperty("Status").GetString()!;

    public Task TerminateAsync(string arn) => CallAsync(HttpMethod.Delete, PathOf(arn));

    public void Dispose() => _http.Dispose();

    private static string PathOf(string arn)
    {
        var parts = arn.Split('/');
        return $"/streamgroups/{parts[^2]}/streamsessions/{parts[^1]}";
    }

    private async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body = null)
    {
        var content = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body);
        using var request = new HttpRequestMessage(method, new Uri(address + path));
        request.Content = new ByteArrayContent(content);
        Sign(request, path, content);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(text.Length == 0 ? "{}" : text)
            : throw new InvalidOperationException($"{method} {path} was refused with {(int)response.StatusCode}: {text}");
    }

    private void Sign(HttpRequestMessage request, string path, byte[] content)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var hash = Hex(SHA256.HashData(content));
        const string Signed = "host;x-amz-content-sha256;x-amz-date";
        var headers = $"host:{new Uri(address).Authority}\nx-amz-content-sha256:{hash}\nx-amz-date:{stamp}\n";
        var canonical = $"{request.Method}\n{path}\n\n{headers}\n{Signed}\n{hash}";
        var scope = $"{stamp[..8]}/{Region}/{Service}/aws4_request";
        var text = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope
            .Split('/')
            .Aggregate(Encoding.UTF8.GetBytes("AWS4" + Key), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        request.Headers.Add("x-amz-date", stamp);
        request.Headers.Add("x-amz-content-sha256", hash);
        request.Headers.TryAddWithoutValidation(
            "authorization",
            $"AWS4-HMAC-SHA256 Credential={Key}/{scope}, SignedHeaders={Signed}, "
                + $"Signature={Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))}"
        );
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

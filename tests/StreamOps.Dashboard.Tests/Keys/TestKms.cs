using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StreamOps.Dashboard.Tests.Keys;

/// <summary>AWS KMS as far as keys of keys go, over real HTTP: it makes and opens data keys, for its own keys and the same context alone.</summary>
/// <remarks>https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html, API_Decrypt.html</remarks>
internal sealed class TestKms : IAsyncDisposable
{
    public const string First = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string Second = "arn:aws:kms:us-west-2:111122223333:key/9999abcd-12ab-34cd-56ef-1234567890ab";
    private const int TagBytes = 16;
    private const int NonceBytes = 12;
    private static readonly JsonSerializerOptions AsItIs = new();

    private readonly WebApplication _app;
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal)
    {
        [First] = RandomNumberGenerator.GetBytes(32),
        [Second] = RandomNumberGenerator.GetBytes(32),
    };

    private TestKms()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url => _app.Urls.Single();

    /// <summary>What it was asked, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Everything that was sent to it.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>The code of the error that it answers; null where it does what it is asked.</summary>
    public string? Refusal { get; set; }

    public static async Task<TestKms> StartAsync()
    {
        var kms = new TestKms();
        await kms._app.StartAsync();
        return kms;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var operation = context.Request.Headers["X-Amz-Target"].ToString();
        Asked.Enqueue(operation);
        Bodies.Enqueue(body);
        var said = JsonSerializer.Deserialize<JsonElement>(body);
        var key = said.GetProperty("KeyId").GetString()!;
        var purpose = said.GetProperty("EncryptionContext").GetRawText();
        context.Response.ContentType = "application/x-amz-json-1.1";
        if (Refusal is { } refusal || !_keys.ContainsKey(key))
        {
            await RefuseAsync(context, Refusal ?? "NotFoundException");
            return;
        }

        var isSigned = context.Request.Headers.Authorization.ToString().Contains("/us-west-2/kms/aws4_request", StringComparison.Ordinal);
        if (operation == "TrentService.GenerateDataKey" && isSigned)
        {
            var clear = RandomNumberGenerator.GetBytes(32);
            await context.Response.WriteAsJsonAsync(
                new
                {
                    KeyId = key,
                    Plaintext = Convert.ToBase64String(clear),
                    CiphertextBlob = Convert.ToBase64String(Lock(key, clear, purpose)),
                },
                AsItIs
            );
            return;
        }

        try
        {
            var opened = Open(key, said.GetProperty("CiphertextBlob").GetBytesFromBase64(), purpose);
            await context.Response.WriteAsJsonAsync(new { KeyId = key, Plaintext = Convert.ToBase64String(opened) }, AsItIs);
        }
        catch (CryptographicException)
        {
            await RefuseAsync(context, "InvalidCiphertextException");
        }
    }

    private static Task RefuseAsync(HttpContext context, string code)
    {
        context.Response.StatusCode = 400;
        return context.Response.WriteAsync($$"""{"__type":"{{code}}","message":"no"}""");
    }

    private byte[] Lock(string key, byte[] clear, string purpose)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var (locked, tag) = (new byte[clear.Length], new byte[TagBytes]);
        using var aes = new AesGcm(_keys[key], TagBytes);
        aes.Encrypt(nonce, clear, locked, tag, System.Text.Encoding.UTF8.GetBytes(purpose));
        return [.. nonce, .. tag, .. locked];
    }

    private byte[] Open(string key, byte[] blob, string purpose)
    {
        var clear = new byte[blob.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_keys[key], TagBytes);
        aes.Decrypt(
            blob.AsSpan(0, NonceBytes),
            blob.AsSpan(NonceBytes + TagBytes),
            blob.AsSpan(NonceBytes, TagBytes),
            clear,
            System.Text.Encoding.UTF8.GetBytes(purpose)
        );
        return clear;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StreamOps.Emulator.Specs.Hosting;

/// <summary>Signature Version 4, written from its description and sharing nothing with the emulator.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</summary>
public sealed record RequestSigner(string AccessKeyId = "emulator", string SecretAccessKey = "emulator")
{
    public string Region { get; init; } = "us-west-2";
    public string Service { get; init; } = "gameliftstreams";

    /// <summary>Signs what the request has: the headers named, with host and date.</summary>
    /// <param name="rawPath">As sent: signed encoded once more.</param>
    public void Sign(
        HttpRequestMessage request,
        string host,
        string rawPath,
        string rawQuery,
        byte[] body,
        DateTimeOffset at,
        params string[] extra
    )
    {
        var stamp = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var hash = Hex(SHA256.HashData(body));
        request.Headers.TryAddWithoutValidation("x-amz-date", stamp);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", hash);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = host,
            ["x-amz-content-sha256"] = hash,
            ["x-amz-date"] = stamp,
        };
        foreach (var name in extra)
        {
            values[name] = name == "content-type" ? "application/json" : string.Join(',', request.Headers.GetValues(name));
        }

        var names = string.Join(';', values.Keys);
        var headers = string.Concat(values.Select(header => $"{header.Key}:{header.Value.Trim()}\n"));
        var canonical = $"{request.Method.Method}\n{EncodeAgain(rawPath)}\n{SortedQuery(rawQuery)}\n{headers}\n{names}\n{hash}";
        var scope = $"{stamp[..8]}/{Region}/{Service}/aws4_request";
        var text = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + SecretAccessKey);
        foreach (var part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        request.Headers.TryAddWithoutValidation(
            "authorization",
            $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}"
        );
    }

    private static string EncodeAgain(string rawPath) =>
        rawPath.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal);

    private static string SortedQuery(string rawQuery) =>
        string.Join(
            '&',
            rawQuery
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
                .Order(StringComparer.Ordinal)
        );

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

using System.Text.RegularExpressions;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Calls;

/// <summary>Verifies Signature Version 4 for the service <c>gameliftstreams</c> in any Region.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</remarks>
public sealed partial class SignatureCheck(EmulatorOptions options, TimeProvider time)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Service = "gameliftstreams";
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Passes, or throws what AWS answers.</summary>
    public void Verify(HttpRequest request, RequestTarget target, ReadOnlySpan<byte> body)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            throw ApiErrors.MissingToken();
        }

        var match = AuthorizationHeader.Match(header);
        if (!match.Success)
        {
            throw ApiErrors.IncompleteSignature(
                "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' of AWS4-HMAC-SHA256."
            );
        }

        var scope = match.Groups["scope"].Value.Split('/');
        if (match.Groups["key"].Value != options.AccessKeyId)
        {
            throw ApiErrors.UnrecognizedClient();
        }

        if (scope is not [var day, var region, Service, "aws4_request"])
        {
            throw ApiErrors.InvalidSignature($"Credential should be scoped to correct service: '{Service}'.");
        }

        var stamp = request.Headers["x-amz-date"].ToString();
        CheckAge(stamp, day);
        var signedHeaders = match.Groups["headers"].Value.Split(';');
        if (!signedHeaders.Contains("host", StringComparer.Ordinal))
        {
            throw ApiErrors.InvalidSignature("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }

        var canonical = CanonicalRequest(request, target, signedHeaders, PayloadHash(request, body));
        var text = $"{Algorithm}\n{stamp}\n{string.Join('/', scope)}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var expected = Hex(Hmac(SigningKey(day, region), text));
        if (
            !CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(expected),
                Encoding.ASCII.GetBytes(match.Groups["signature"].Value)
            )
        )
        {
            throw ApiErrors.InvalidSignature(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method."
            );
        }
    }

    private void CheckAge(string stamp, string day)
    {
        if (
            !DateTimeOffset.TryParseExact(stamp, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)
            || !stamp.StartsWith(day, StringComparison.Ordinal)
        )
        {
            throw ApiErrors.IncompleteSignature(
                "Header 'X-Amz-Date' must be a date in ISO 8601 basic format, of the day in the credential scope."
            );
        }

        var now = time.GetUtcNow();
        if (signedAt < now - Tolerance)
        {
            throw ApiErrors.InvalidSignature(
                $"Signature expired: {stamp} is now earlier than {Stamp(now - Tolerance)} ({Stamp(now)} - 5 min.)"
            );
        }

        if (signedAt > now + Tolerance)
        {
            throw ApiErrors.InvalidSignature(
                $"Signature not yet current: {stamp} is still later than {Stamp(now + Tolerance)} ({Stamp(now)} + 5 min.)"
            );
        }
    }

    private static string PayloadHash(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var computed = Hex(SHA256.HashData(body));
        var claimed = request.Headers["x-amz-content-sha256"].ToString();
        return claimed.Length == 0 || claimed == computed
            ? computed
            : throw ApiErrors.InvalidSignature("The header 'x-amz-content-sha256' does not match the payload.");
    }

    private static string CanonicalRequest(HttpRequest request, RequestTarget target, string[] signedHeaders, string payloadHash)
    {
        // The raw path is encoded a second time: every service but S3 signs it so.
        var path = string.Join('/', target.RawPath.Split('/').Select(Uri.EscapeDataString));
        var query = target
            .Query.Select(member => (Name: Uri.EscapeDataString(member.Name), Value: Uri.EscapeDataString(member.Value)))
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Value, StringComparer.Ordinal)
            .Select(member => $"{member.Name}={member.Value}");
        var headers = signedHeaders.Select(name => $"{name}:{HeaderValue(request, name)}\n");
        return $"{request.Method}\n{path}\n{string.Join('&', query)}\n{string.Concat(headers)}\n{string.Join(';', signedHeaders)}\n{payloadHash}";
    }

    private static string HeaderValue(HttpRequest request, string name) =>
        string.Join(',', request.Headers[name].Select(value => Spaces.Replace(value ?? "", " ").Trim()));

    private byte[] SigningKey(string day, string region)
    {
        var key = Hmac(Encoding.UTF8.GetBytes("AWS4" + options.SecretAccessKey), day);
        return Hmac(Hmac(Hmac(key, region), Service), "aws4_request");
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Stamp(DateTimeOffset at) => at.ToString(DateFormat, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "^AWS4-HMAC-SHA256 +Credential=(?<key>[^/,]+)/(?<scope>[^,]+), *SignedHeaders=(?<headers>[^,]+), *Signature=(?<signature>[0-9a-f]+)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex AuthorizationHeader { get; }

    [GeneratedRegex(" +", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces { get; }
}

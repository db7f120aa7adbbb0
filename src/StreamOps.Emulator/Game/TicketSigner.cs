using System.Buffers.Text;

namespace StreamOps.Emulator.Game;

/// <summary>Signs the tickets that a game's backend gives its page so that StreamOps may ask the page for an offer.</summary>
public static class TicketSigner
{
    private const int NonceBytes = 24;

    /// <summary>A ticket for one session: <c>base64url(JSON).base64url(HMAC-SHA-256 of the first part's text)</c>.</summary>
    public static string For(string sessionArn, DateTimeOffset expiresAt, string key)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                arn = sessionArn,
                exp = expiresAt.ToUnixTimeSeconds(),
                nonce,
            }
        );
        var first = Base64Url.EncodeToString(claims);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(first));
        return $"{first}.{Base64Url.EncodeToString(mac)}";
    }
}

using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.StandBy;

/// <summary>
/// What the game's backend signs for its page: <c>base64url(JSON {arn, exp, nonce}).base64url(HMAC-SHA-256)</c>, the signature over the ASCII of
/// the first part, <c>exp</c> in epoch seconds. A secret; it prints as three asterisks.
/// </summary>
[DebuggerDisplay("***")]
public sealed class StandByTicket
{
    /// <summary>Longer texts are not looked at.</summary>
    public const int MaxLength = 4_096;

    /// <summary>How far the backend's clock may be ahead of ours.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    private const int ShortestNonce = 8;
    private const int LongestNonce = 256;

    private StandByTicket(StreamSessionArn session, DateTimeOffset expires, string hash) =>
        (Session, Expires, Hash) = (session, expires, hash);

    internal StreamSessionArn Session { get; }

    /// <summary>From this moment of the world's clock on it lets nobody in.</summary>
    internal DateTimeOffset Expires { get; }

    /// <summary>SHA-256 of what was signed.</summary>
    internal string Hash { get; }

    public override string ToString() => "***";

    /// <summary>Reads a ticket. The signature is compared in constant time, and before anything of the content is believed.</summary>
    /// <param name="text">What the page sent.</param>
    /// <param name="key">The shared key, UTF-8.</param>
    /// <param name="now">The world's clock.</param>
    /// <param name="ticket">Null with a refusal.</param>
    /// <returns>Why it was refused; null when it was not.</returns>
    internal static PlayerRefusal? Read(string text, byte[] key, DateTimeOffset now, out StandByTicket? ticket)
    {
        ticket = null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (text.Length > MaxLength || dot <= 0 || Decoded(text.AsSpan(dot + 1)) is not { Length: HMACSHA256.HashSizeInBytes } signature)
        {
            return PlayerRefusal.MalformedTicket;
        }

        var signed = text[..dot];
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)), signature))
        {
            return PlayerRefusal.ForgedTicket;
        }

        if (Decoded(signed) is not { } json || !TryReadContent(json, out var session, out var expires))
        {
            return PlayerRefusal.MalformedTicket;
        }

        if (expires <= now)
        {
            return PlayerRefusal.ExpiredTicket;
        }

        // Further ahead it lies beyond the end of any session.
        if (expires - now > StreamSession.LongestLife + Slack)
        {
            return PlayerRefusal.LongTicket;
        }

        ticket = new StandByTicket(session, expires, SecretHash.Of(signed));
        return null;
    }

    private static bool TryReadContent(byte[] json, out StreamSessionArn session, out DateTimeOffset expires)
    {
        (session, expires) = (default, default);
        try
        {
            var content = JsonSerializer.Deserialize<Content>(json);
            if (
                content is not { Nonce.Length: >= ShortestNonce and <= LongestNonce, Exp: > 0 and < 253_402_300_800 }
                || !StreamSessionArn.TryParse(content.Arn, out session)
            )
            {
                return false;
            }

            expires = DateTimeOffset.FromUnixTimeSeconds(content.Exp.Value);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[]? Decoded(ReadOnlySpan<char> text)
    {
        var isClean = true;
        foreach (var letter in text)
        {
            isClean &= SecretHash.IsBase64Url(letter);
        }

        var bytes = new byte[text.Length];
        try
        {
            return isClean && Base64Url.TryDecodeFromChars(text, bytes, out var written) ? bytes[..written] : null;
        }
        catch (FormatException)
        {
            // A cut text whose last bits belong to no byte: the decoder throws there.
            return null;
        }
    }

    private sealed record Content(
        [property: System.Text.Json.Serialization.JsonPropertyName("arn")] string? Arn,
        [property: System.Text.Json.Serialization.JsonPropertyName("exp")] long? Exp,
        [property: System.Text.Json.Serialization.JsonPropertyName("nonce")] string? Nonce
    );
}

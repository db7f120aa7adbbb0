using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Players;

/// <summary>Writes and reads passes: sealed by data protection, and so neither forged nor read by who carries them.</summary>
public sealed class PassBook(IDataProtectionProvider protection)
{
    private const int LongestPass = 1_024;

    private readonly IDataProtector _passes = protection.CreateProtector("StreamOps.Players.Pass.v1");

    internal PlayerPass Write(PassContent content) =>
        new(Base64Url.EncodeToString(_passes.Protect(JsonSerializer.SerializeToUtf8Bytes(content))));

    /// <summary>What a pass says; null for one that is not ours, or not this page's.</summary>
    internal PassContent? Read(PlayerPass pass, PageKey page)
    {
        if (pass.Text.Length > LongestPass || !pass.Text.All(SecretHash.IsBase64Url))
        {
            return null;
        }

        try
        {
            var content = JsonSerializer.Deserialize<PassContent>(_passes.Unprotect(Base64Url.DecodeFromChars(pass.Text)));
            return SecretHash.AreEqual(content?.PageHash, page.Hash) ? content : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>Whom a pass lets in, and where.</summary>
/// <param name="Arn">The session.</param>
/// <param name="LinkId">The link; null for a page that stands by.</param>
/// <param name="PageHash">The page it was given to.</param>
/// <param name="Browser">Its browser in words.</param>
/// <param name="Expires">When a stand-by ticket's time is over, by the world's clock; null for a link, which ends by itself.</param>
internal sealed record PassContent(string Arn, Guid? LinkId, string PageHash, string Browser, DateTimeOffset? Expires)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public StreamSessionArn Session => StreamSessionArn.Parse(Arn);

    [System.Text.Json.Serialization.JsonIgnore]
    public OfferSource Source => LinkId is null ? OfferSource.StandBy : OfferSource.Link;
}

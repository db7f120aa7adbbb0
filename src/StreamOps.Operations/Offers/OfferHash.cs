using System.Security.Cryptography;
using System.Text;

namespace StreamOps.Operations.Offers;

/// <summary>Tells whether two texts carry the same offer, without keeping either.</summary>
internal static class OfferHash
{
    /// <summary>SHA-256, in hexadecimal, of the session description where it can be read, else of the whole text; line ends do not count.</summary>
    public static string Of(string text)
    {
        var essence = text.Length <= OfferDesk.MaxBytes && OfferEnvelope.Open(text).Sdp is { } sdp ? sdp : text;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(essence.ReplaceLineEndings("\n").Trim())));
    }
}

using System.Security.Cryptography;
using System.Text;

namespace StreamOps.Emulator.Offers;

/// <summary>The script that the Web SDK loads from the address in an answer before it connects.</summary>
public static class WebSdkProtocol
{
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(nameof(WebSdkProtocol))));

    /// <summary>The address under the emulator's own; like the service's, it ends in a hash of 64 digits and <c>.js</c>.</summary>
    public static string UrlAt(Uri baseAddress) => new Uri(baseAddress, $"/web-sdk/{Hash}.js").AbsoluteUri;
}

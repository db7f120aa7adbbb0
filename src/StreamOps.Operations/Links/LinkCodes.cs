using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Links;

/// <summary>
/// Hashes codes with a key of their own: six characters are soon tried through, and without the key, which is encrypted by keys outside of the store,
/// the store's file gives nothing to try them on.
/// </summary>
public sealed class LinkCodes(KeyTable keys, IDataProtectionProvider protection)
{
    private const string Name = "link codes";

    private readonly IDataProtector _keys = protection.CreateProtector("StreamOps.Rescue.LinkCodes.v1");
    private byte[]? _key;

    /// <summary>The function that hashes codes.</summary>
    /// <exception cref="StoreUnavailableException">The key cannot be read or kept now.</exception>
    internal async Task<Func<LinkCode, string>> HasherAsync()
    {
        var key = _key ??= await keys.KeyAsync(Name, _keys);
        return code => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(code.Plain)));
    }
}

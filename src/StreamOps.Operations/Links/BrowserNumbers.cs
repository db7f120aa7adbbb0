using System.Buffers.Binary;
using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Links;

/// <summary>
/// The number that a second browser shows its player at one link, of six digits, to be read aloud. It is worked out with a key of its own: a page chooses the
/// key it is known by, and would else count one out that shows whatever number it was told.
/// </summary>
/// <remarks>It tells two browsers apart and proves nothing; there are so many that nobody comes upon another browser's by going through them.</remarks>
public sealed class BrowserNumbers(KeyTable keys, IDataProtectionProvider protection)
{
    private const string Name = "browser numbers";
    private const int Smallest = 100_000;
    private const int HowMany = 900_000;

    private readonly IDataProtector _keys = protection.CreateProtector("StreamOps.Rescue.BrowserNumbers.v1");
    private byte[]? _key;

    /// <summary>The number of one browser at one link; another one at any other link.</summary>
    /// <param name="linkId">The link.</param>
    /// <param name="pageHash">The hash of the browser's key.</param>
    /// <exception cref="Store.StoreUnavailableException">The key cannot be read or kept now.</exception>
    internal async Task<int> OfAsync(Guid linkId, string pageHash)
    {
        var key = _key ??= await keys.KeyAsync(Name, _keys);
        var hash = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{linkId:N} {pageHash}"));
        return Smallest + (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % HowMany);
    }
}

using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Secrets;

/// <summary>Our own keys in the store.</summary>
public sealed class KeyTable(OperationsStore store)
{
    private const int KeyBytes = 32;

    /// <summary>A key by name, made at first use; made anew when the one that is kept cannot be opened any more.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="lockedBy">What it is encrypted by, with keys outside of the store.</param>
    internal Task<byte[]> KeyAsync(string name, IDataProtector lockedBy) =>
        store.RaceAsync(async db =>
        {
            var row = await db.Set<KeyRow>().SingleOrDefaultAsync(key => key.Name == name);
            if (row is not null && Open(row.ProtectedKey, lockedBy) is { } kept)
            {
                return kept;
            }

            var made = RandomNumberGenerator.GetBytes(KeyBytes);
            var locked = lockedBy.Protect(made);
            if (row is null)
            {
                db.Set<KeyRow>().Add(new KeyRow { Name = name, ProtectedKey = locked });
            }
            else
            {
                row.ProtectedKey = locked;
            }

            await db.SaveChangesAsync();
            return made;
        });

    /// <summary>A key by name; null when none is kept, or none that can be opened.</summary>
    internal async Task<byte[]?> FindAsync(string name, IDataProtector lockedBy) =>
        await store.RunAsync(db =>
            db.Set<KeyRow>().AsNoTracking().Where(key => key.Name == name).Select(key => key.ProtectedKey).FirstOrDefaultAsync()
        )
            is { } locked
            ? Open(locked, lockedBy)
            : null;

    private static byte[]? Open(byte[] locked, IDataProtector lockedBy)
    {
        try
        {
            return lockedBy.Unprotect(locked);
        }
        catch (CryptographicException)
        {
            // The keys outside have changed: what this one was for cannot be told any more.
            return null;
        }
    }
}

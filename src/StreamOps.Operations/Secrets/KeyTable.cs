using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Secrets;

/// <summary>Our own keys in the store.</summary>
public sealed class KeyTable(OperationsStore store)
{
    private const int KeyBytes = 32;

    /// <summary>
    /// A key by name, made at first use. One that cannot be opened stays where it is, since the keys that open it may come back; another is made beside it then,
    /// and used until they do.
    /// </summary>
    /// <param name="name">Which one.</param>
    /// <param name="lockedBy">What it is encrypted by, with keys outside of the store.</param>
    internal Task<byte[]> KeyAsync(string name, IDataProtector lockedBy) =>
        store.RaceAsync(async db =>
        {
            for (var number = 1; ; number++)
            {
                var one = number == 1 ? name : $"{name} {number}";
                if (await LockedAsync(db, one) is not { } locked)
                {
                    return await MadeAsync(db, one, lockedBy);
                }

                if (Open(locked, lockedBy) is { } kept)
                {
                    return kept;
                }
            }
        });

    /// <summary>A key by name that no other one can stand in for, made at first use; null where it is kept and cannot be opened.</summary>
    /// <inheritdoc cref="KeyAsync"/>
    internal Task<byte[]?> OnlyKeyAsync(string name, IDataProtector lockedBy) =>
        store.RaceAsync(async db =>
            await LockedAsync(db, name) is { } locked ? Open(locked, lockedBy) : await MadeAsync(db, name, lockedBy)
        );

    /// <summary>A key by name; null when none is kept, or none that can be opened.</summary>
    internal async Task<byte[]?> FindAsync(string name, IDataProtector lockedBy) =>
        await store.RunAsync(db => LockedAsync(db, name)) is { } locked ? Open(locked, lockedBy) : null;

    private static Task<byte[]?> LockedAsync(OperationsDb db, string name) =>
        db.Set<KeyRow>().AsNoTracking().Where(key => key.Name == name).Select(key => key.ProtectedKey).FirstOrDefaultAsync();

    private static async Task<byte[]> MadeAsync(OperationsDb db, string name, IDataProtector lockedBy)
    {
        var made = RandomNumberGenerator.GetBytes(KeyBytes);
        db.Set<KeyRow>().Add(new KeyRow { Name = name, ProtectedKey = lockedBy.Protect(made) });
        await db.SaveChangesAsync();
        return made;
    }

    private static byte[]? Open(byte[] locked, IDataProtector lockedBy)
    {
        try
        {
            return lockedBy.Unprotect(locked);
        }
        catch (CryptographicException)
        {
            // Other keys stand outside than those that locked it.
            return null;
        }
    }
}

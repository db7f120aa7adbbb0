using StreamOps.Operations.Store;

namespace StreamOps.Operations.Secrets;

/// <summary>Our own keys in the store.</summary>
public sealed class KeyTable(OperationsStore store)
{
    /// <summary>A key by name, made at first use; made anew when the one that is kept cannot be opened any more.</summary>
    internal Task<byte[]> KeyAsync(string name, Func<byte[], byte[]?> open, Func<(byte[] Key, byte[] Locked)> make) =>
        store.RaceAsync(async db =>
        {
            var row = await db.Set<KeyRow>().SingleOrDefaultAsync(key => key.Name == name);
            if (row is not null && open(row.ProtectedKey) is { } kept)
            {
                return kept;
            }

            var (made, locked) = make();
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

    /// <summary>A key by name, as it is kept; null when there is none.</summary>
    internal Task<byte[]?> FindAsync(string name) =>
        store.RunAsync(db =>
            db.Set<KeyRow>().AsNoTracking().Where(key => key.Name == name).Select(key => key.ProtectedKey).FirstOrDefaultAsync()
        );
}

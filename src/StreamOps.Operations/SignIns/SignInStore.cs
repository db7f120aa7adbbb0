using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.SignIns;

/// <summary>Keeps sign-ins, so that a restart throws nobody out. What is sealed in them is nothing to it.</summary>
/// <remarks>Every method throws <see cref="StoreUnavailableException"/> when the database cannot be used now.</remarks>
public sealed class SignInStore(OperationsStore store)
{
    /// <summary>By what a sign-in is kept: its browser's key opens it, this does not.</summary>
    public static string HashOf(string key) => SecretHash.Of(key);

    /// <summary>The newest of them.</summary>
    /// <param name="most">How many.</param>
    public async Task<IReadOnlyList<KeptSignIn>> LoadAsync(int most) =>
        await store.RunAsync(db =>
            db.Set<KeptSignIn>().AsNoTracking().OrderByDescending(one => one.At).ThenBy(one => one.Hash).Take(most).ToListAsync()
        );

    /// <summary>Keeps one as it is now.</summary>
    public async Task KeepAsync(KeptSignIn one)
    {
        ArgumentNullException.ThrowIfNull(one);
        await store.RunAsync(async db =>
        {
            var (usedAt, content) = (one.UsedAt, one.Sealed);
            var rows = db.Set<KeptSignIn>().Where(row => row.Hash == one.Hash);
            if (
                await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, usedAt).SetProperty(row => row.Sealed, content))
                == 0
            )
            {
                db.Set<KeptSignIn>().Add(one);
                await db.SaveChangesAsync();
            }
        });
    }

    /// <summary>It is over, or nobody can read it.</summary>
    public Task ForgetAsync(string hash) => store.RunAsync(db => db.Set<KeptSignIn>().Where(row => row.Hash == hash).ExecuteDeleteAsync());

    /// <summary>Those of before a moment are over, whoever they are.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> ForgetBeforeAsync(DateTimeOffset moment) =>
        store.RunAsync(db => db.Set<KeptSignIn>().Where(row => row.At < moment).ExecuteDeleteAsync());
}

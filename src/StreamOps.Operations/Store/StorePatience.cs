namespace StreamOps.Operations.Store;

/// <summary>Work that has to be done however long the store cannot be used.</summary>
internal static class StorePatience
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>Does work before anybody is let in: a start waits for it, and not for a store that is away.</summary>
    /// <returns>Whether it is done; else whoever keeps trying does it later.</returns>
    public static async Task<bool> TryOnceAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="KeepTryingAsync{T}"/>
    public static Task KeepTryingAsync(this TimeProvider time, Func<Task> work, CancellationToken cancellationToken) =>
        time.KeepTryingAsync<bool>(
            async () =>
            {
                await work();
                return true;
            },
            cancellationToken
        );

    /// <summary>Does the work, again each second while the store is unavailable.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <param name="mayWait">Whether there is time for one more wait of so long; null for as long as it takes.</param>
    /// <exception cref="StoreUnavailableException">There was no more time.</exception>
    public static async Task<T> KeepTryingAsync<T>(
        this TimeProvider time,
        Func<Task<T>> work,
        CancellationToken cancellationToken,
        Func<TimeSpan, bool>? mayWait = null
    )
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (StoreUnavailableException) when (mayWait is null || mayWait(Retry))
            {
                await Task.Delay(Retry, time, cancellationToken);
            }
        }
    }
}

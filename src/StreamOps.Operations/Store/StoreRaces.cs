namespace StreamOps.Operations.Store;

/// <summary>Work that several may do at once: who comes second looks again and decides anew.</summary>
internal static class StoreRaces
{
    /// <summary>How often a step is tried anew when somebody else wrote in between.</summary>
    private const int MostRaces = 5;

    /// <summary>Runs a piece of work, again from where things stand when somebody else wrote in between.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    public static async Task<T> RaceAsync<T>(this OperationsStore store, Func<OperationsDb, Task<T>> work)
    {
        for (var race = 1; ; race++)
        {
            try
            {
                return await store.RunAsync(work);
            }
            catch (Exception exception)
                when (race < MostRaces && exception is UniqueKeyTakenException or DbUpdateConcurrencyException or StoreContendedException)
            {
                // Somebody else wrote in between: look again, from where things stand now.
            }
        }
    }
}

namespace StreamOps.Operations.Store;

/// <summary>The database that the settings name: how it is opened, and a context for each piece of work.</summary>
public abstract class StoreDatabase : IDbContextFactory<OperationsDb>, IDisposable
{
    private protected StoreDatabase() { }

    /// <summary>As sentences name it: its file, or its name and its server.</summary>
    public abstract string Name { get; }

    /// <summary>Whether this process is the one at work on it, as <see cref="OpenAsync"/> saw to.</summary>
    internal abstract bool IsHeld { get; }

    /// <summary>What may be set to be at work on another one, as the end of a sentence.</summary>
    private protected abstract string OrAnother { get; }

    /// <summary>Whether Data Protection's keys are kept in it; else they are files.</summary>
    internal virtual bool KeepsKeys => false;

    /// <summary>A context for one piece of work.</summary>
    public abstract OperationsDb CreateDbContext();

    /// <summary>Contexts to read from alone, whoever is at work on it.</summary>
    internal abstract IDbContextFactory<OperationsDb> ForReading();

    /// <summary>Why there is nothing to read, as a sentence; null where there is, or where only a try can tell.</summary>
    internal virtual string? WhyNotThere() => null;

    /// <summary>Takes it for this process alone, checks it and brings it to the present model.</summary>
    /// <exception cref="StoreStartException">StreamOps cannot work on it.</exception>
    /// <exception cref="StoreClosedException">It cannot be opened for now.</exception>
    internal abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Saves it in a new file, while whoever is at work on it goes on.</summary>
    /// <param name="file">The file to be made.</param>
    /// <param name="keys">The folder of Data Protection's keys, where they are files.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>Why it is not saved, as sentences; null when it is.</returns>
    public abstract Task<string?> BackUpAsync(string file, string keys, CancellationToken cancellationToken);

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    private protected virtual void Dispose(bool isDisposing) { }

    /// <summary>Brings the database to the present model, never back from a newer one.</summary>
    private protected async Task MigrateAsync(OperationsDb db, CancellationToken cancellationToken)
    {
        if (await db.IsOfNewerProgramAsync(cancellationToken))
        {
            throw new StoreStartException(
                $"The database {Name} was written by a newer StreamOps than this one. Start that one on it, or {OrAnother}; nothing was changed."
            );
        }

        await db.PrepareAsync(cancellationToken);
        // It compares whole models even where there is nothing to do: a tenth of the time that a start takes.
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
    }
}

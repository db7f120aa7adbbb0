namespace StreamOps.Operations.Store;

/// <summary>The one way into the database: a context for each piece of work, and failures as this project's own exceptions.</summary>
public sealed class OperationsStore(IDbContextFactory<OperationsDb> contexts, StoreStart? start = null, StoreOutage? outage = null)
{
    /// <summary>Runs a piece of work on a context of its own.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be used now.</exception>
    /// <exception cref="UniqueKeyTakenException">Somebody else was first.</exception>
    internal async Task<T> RunAsync<T>(Func<OperationsDb, Task<T>> work)
    {
        OperationsDb? db = null;
        try
        {
            await OpenAsync();
            await using (db = await contexts.CreateDbContextAsync())
            {
                var done = await DoAsync(db, work);
                outage?.Over(db.HasWritten);
                return done;
            }
        }
        catch (StoreUnavailableException exception) when (exception is not StoreContendedException)
        {
            if (db is { IsToWrite: false })
            {
                // One look alone, which may have asked for too much: that nobody can write is seen by who does, and by the watch.
                outage?.NotRead(exception);
            }
            else
            {
                outage?.Met(exception, wasToWrite: db is not null);
            }

            throw;
        }
    }

    private static async Task<T> DoAsync<T>(OperationsDb db, Func<OperationsDb, Task<T>> work)
    {
        try
        {
            return await work(db);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && db.IsContended(exception))
        {
            throw new StoreContendedException("The database is at work for others.", exception);
        }
        // PostgreSQL's provider wraps its own error in a cancellation: who left asked no more, and of the database that says nothing.
        catch (Exception exception) when (exception is not OperationCanceledException && db.WhyUnavailable(exception) is not null)
        {
            throw new StoreUnavailableException(db.WhyUnavailable(exception)!, exception);
        }
        catch (Exception exception) when (db.IsUniqueKeyTaken(exception))
        {
            throw new UniqueKeyTakenException(exception);
        }
    }

    /// <inheritdoc cref="RunAsync{T}(Func{OperationsDb, Task{T}})"/>
    internal Task RunAsync(Func<OperationsDb, Task> work) =>
        RunAsync(async db =>
        {
            await work(db);
            return true;
        });

    /// <summary>What kept the store closed may have gone since.</summary>
    private async Task OpenAsync()
    {
        try
        {
            if (start is not null && await start.WhyClosedAsync(CancellationToken.None) is { } closed)
            {
                throw new StoreUnavailableException(closed.Message, closed);
            }
        }
        catch (StoreStartException exception)
        {
            throw new StoreUnavailableException(exception.Message, exception);
        }
    }
}

using Microsoft.Data.Sqlite;

namespace StreamOps.Operations.Store;

/// <summary>The database in a file of the data directory.</summary>
internal sealed class SqliteDatabase(DataDirectory directory) : StoreDatabase
{
    private const string Gone = "The database file is gone. Put it back where it was.";

    // Never made by a connection: one that is opened after the file has gone would begin an empty history in its place.
    private readonly DbContextOptions<SqliteOperationsDb> _options = SqliteOperationsDb.OptionsFor(
        directory.DatabaseFile,
        SqliteOpenMode.ReadWrite
    );

    private volatile bool _wasOpened;

    public override string Name => directory.DatabaseFile;

    internal override bool IsHeld => directory.IsTaken && (!_wasOpened || File.Exists(Name));

    private protected override string OrAnother => "set StreamOps:DataDirectory to another folder";

    public override OperationsDb CreateDbContext() => new SqliteOperationsDb(_options);

    internal override IDbContextFactory<OperationsDb> ForReading() =>
        new SqliteOperationsDbFactory(SqliteOperationsDb.OptionsFor(directory.DatabaseFile, SqliteOpenMode.ReadOnly));

    internal override string? WhyNotThere() =>
        File.Exists(Name) ? null : $"There is no database {Name}. Set StreamOps:DataDirectory to the folder that StreamOps runs on.";

    internal override async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = new SqliteOperationsDb(_options);
        if (_wasOpened)
        {
            if (!File.Exists(Name))
            {
                throw new StoreClosedException(Gone, new FileNotFoundException(Gone, Name));
            }

            // What is open is the file that went, if another was put in its place.
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }

        directory.Take();
        try
        {
            if (!await db.IsSoundAsync(cancellationToken))
            {
                throw new StoreStartException(
                    $"The database file {Name} is damaged. Restore a copy of it, "
                        + "or move it and its -wal and -shm files away: StreamOps then starts with an empty history."
                );
            }

            await MigrateAsync(db, cancellationToken);
            _wasOpened = true;
        }
        catch (Exception exception)
            when (SqliteOperationsDb.IsFull(exception) || (db.WhyUnavailable(exception) is not null && directory.HasNoSpace()))
        {
            throw new StoreClosedException(DataDirectory.Full, exception);
        }
        catch (Exception exception) when (db.WhyUnavailable(exception) is { } reason)
        {
            throw new StoreStartException($"StreamOps cannot use {Name}: {reason} Mend that, restore a copy, or {OrAnother}.", exception);
        }
    }

    public override async Task<string?> BackUpAsync(string file, string keys, CancellationToken cancellationToken) =>
        WhyNotThere() ?? await SqliteBackup.WriteAsync(Name, keys, file, cancellationToken);
}

using Npgsql;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Postgres;

/// <summary>The database on a PostgreSQL server.</summary>
internal sealed class PostgresDatabase : StoreDatabase
{
    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly DbContextOptions<PostgresOperationsDb> _options;
    private readonly PostgresHold _hold;

    public PostgresDatabase(IOptions<PostgresOptions> options)
        : this(options.Value.Text(), options.Value.StatementTimeoutSeconds) { }

    public PostgresDatabase(string connectionString, int statementTimeoutSeconds)
    {
        _settings =
            PostgresOptions.Read(connectionString) ?? throw new ArgumentException("Not a connection string.", nameof(connectionString));
        // Whatever the string says: no password and no row in an exception's text.
        (_settings.PersistSecurityInfo, _settings.IncludeErrorDetail, _settings.LogParameters) = (false, false, false);
        _settings.ApplicationName ??= "StreamOps";
        if (!_settings.ShouldSerialize("Timeout"))
        {
            _settings.Timeout = statementTimeoutSeconds;
        }

        // The latter bounds how long a server is waited for that does not answer the request to stop.
        _settings.CommandTimeout = statementTimeoutSeconds;
        _settings.CancellationTimeout = 500;
        if (!_settings.ShouldSerialize("Maximum Pool Size"))
        {
            _settings.MaxPoolSize = 20;
        }

        // The server forgets a connection whose other end is gone, and with it the locks that it holds.
        _settings.Options ??=
            "-c idle_in_transaction_session_timeout=30s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";
        _options = PostgresOperationsDb.OptionsFor(_settings.ConnectionString);
        _hold = new PostgresHold(_settings);
    }

    public override string Name =>
        $"{_settings.Database} on {_settings.Host}" + (_settings.Port == NpgsqlConnection.DefaultPort ? "" : $":{_settings.Port}");

    internal override bool IsHeld => _hold.IsHeld;

    internal override bool KeepsKeys => true;

    private protected override string OrAnother => "name another database in StreamOps:Postgres:ConnectionString";

    public override OperationsDb CreateDbContext() => new PostgresOperationsDb(_options);

    internal override IDbContextFactory<OperationsDb> ForReading() => new Reader(_settings);

    internal override async Task OpenAsync(CancellationToken cancellationToken)
    {
        var wasHeld = _hold.WasHeld;
        await using var db = new PostgresOperationsDb(_options);
        try
        {
            if (!await _hold.TakeAsync(cancellationToken))
            {
                throw new StoreStartException($"Another StreamOps is running on the database {Name}. Stop it first, or {OrAnother}.");
            }

            // Connections from before are as dead as the one that held.
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
            await CheckEncodingAsync(db, cancellationToken);
            await MigrateAsync(db, cancellationToken);
        }
        catch (Exception exception) when (db.WhyUnavailable(exception) is { } reason)
        {
            await _hold.LetGoAsync();
            // Not with the server's own words, which the host would log: the sentence says it.
            throw wasHeld
                ? new StoreClosedException(reason, exception)
                : new StoreStartException(
                    $"StreamOps cannot use the database {Name}: {reason} It is named by {PostgresOptions.Section}.",
                    exception
                );
        }
        catch
        {
            await _hold.LetGoAsync();
            throw;
        }
    }

    public override Task<string?> BackUpAsync(string file, string keys, CancellationToken cancellationToken) =>
        PostgresBackup.WriteAsync(_settings, file, PostgresBackup.Program, cancellationToken);

    private protected override void Dispose(bool isDisposing)
    {
        _hold.Dispose();
        using var db = new PostgresOperationsDb(_options);
        NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        base.Dispose(isDisposing);
    }

    private async Task CheckEncodingAsync(OperationsDb db, CancellationToken cancellationToken)
    {
        var encodings = await db
            .Database.SqlQueryRaw<string>("SELECT current_setting('server_encoding') AS \"Value\"")
            .ToListAsync(cancellationToken);
        if (encodings is not ["UTF8"])
        {
            throw new StoreStartException(
                $"The database {Name} is not one of UTF-8, and cannot keep every name. Make one by CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0."
            );
        }
    }

    private sealed class Reader(NpgsqlConnectionStringBuilder settings) : IDbContextFactory<OperationsDb>
    {
        private readonly DbContextOptions<PostgresOperationsDb> _options = PostgresOperationsDb.OptionsFor(
            new NpgsqlConnectionStringBuilder(settings.ConnectionString)
            {
                Options = $"{settings.Options} -c default_transaction_read_only=on",
                MaxPoolSize = 2,
            }.ConnectionString
        );

        public OperationsDb CreateDbContext() => new PostgresOperationsDb(_options);
    }
}

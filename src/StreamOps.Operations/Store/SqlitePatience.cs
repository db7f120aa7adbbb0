using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace StreamOps.Operations.Store;

/// <summary>One writer of a SQLite file after the other, in the order in which they came, and no thread asleep for it; another program that writes is waited for.</summary>
/// <remarks>
/// SQLite has one writer at a time and does nothing asynchronously. By itself its provider looks again every 150 ms, its thread asleep in between: a few who wait take all threads of a small machine and hold everybody up,
/// and whose turn it is, chance decides.
/// https://learn.microsoft.com/dotnet/standard/data/sqlite/async
/// </remarks>
#pragma warning disable CA1001 // The line lives as long as the database, and has nothing of the system's.
internal sealed class SqlitePatience : DbCommandInterceptor, IDbTransactionInterceptor, IDbConnectionInterceptor
#pragma warning restore CA1001
{
    /// <summary>The provider's own patience, in seconds: it would have none.</summary>
    public const int OfProvider = -1;

    private readonly TimeSpan _longest;
    private readonly TimeSpan _longestInLine;

    /// <summary>About what one writer takes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    // What holds the file knows nothing of a clock that a test moves.
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly SemaphoreSlim _line = new(1);
    private readonly ConcurrentDictionary<DbConnection, bool> _writing = new();

    /// <summary>Since when whoever is first in the line finds the file held by another program; null while nobody does. Theirs alone to read and write.</summary>
    private long? _heldSince;

    /// <summary>One line for one file.</summary>
    /// <param name="longest">How long another program is waited for; null for five seconds.</param>
    /// <param name="longestInLine">How long those before it in this one's line are; null for thirty.</param>
    public SqlitePatience(TimeSpan? longest = null, TimeSpan? longestInLine = null)
    {
        _longest = longest ?? TimeSpan.FromSeconds(5);
        _longestInLine = longestInLine ?? TimeSpan.FromSeconds(30);
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default
    )
    {
        var came = await EnterLineAsync(cancellationToken);
        try
        {
            var transaction = await PollAsync(() => connection.BeginTransaction(eventData.IsolationLevel), came, cancellationToken);
            _writing[connection] = true;
            return InterceptionResult<DbTransaction>.SuppressWithResult(transaction);
        }
        catch
        {
            _line.Release();
            throw;
        }
    }

    public Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    ) => LeaveAsync(eventData.Context?.Database.GetDbConnection());

    public Task TransactionRolledBackAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    ) => LeaveAsync(eventData.Context?.Database.GetDbConnection());

    /// <summary>What was neither committed nor rolled back by name ends with its connection.</summary>
    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData) => LeaveAsync(connection);

    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    public Task ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData) => LeaveAsync(connection);

    public void ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => ExecuteAsync(command, result, command.ExecuteReader, cancellationToken);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => ExecuteAsync(command, result, command.ExecuteNonQuery, cancellationToken);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    ) => ExecuteAsync(command, result, () => command.ExecuteScalar()!, cancellationToken);

    private async ValueTask<InterceptionResult<T>> ExecuteAsync<T>(
        DbCommand command,
        InterceptionResult<T> result,
        Func<T> statement,
        CancellationToken cancellationToken
    ) => result.HasResult ? result : InterceptionResult<T>.SuppressWithResult(await WaitAsync(command, statement, cancellationToken));

    /// <summary>What reads waits for nobody, and a single statement writes only where its turn is free: it is tried before it waits.</summary>
    private async ValueTask<T> WaitAsync<T>(DbCommand command, Func<T> statement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return statement();
        }
        catch (SqliteException exception)
            when (SqliteOperationsDb.IsHeldByAnother(exception) && command.Connection is { } connection && !_writing.ContainsKey(connection)
            )
        {
            return await WaitInLineAsync(statement, cancellationToken);
        }
    }

    private async Task<T> WaitInLineAsync<T>(Func<T> statement, CancellationToken cancellationToken)
    {
        var came = await EnterLineAsync(cancellationToken);
        try
        {
            return await PollAsync(statement, came, cancellationToken);
        }
        finally
        {
            _line.Release();
        }
    }

    /// <summary>Waits until everybody who came before had their turn.</summary>
    /// <returns>When they came.</returns>
    private async Task<long> EnterLineAsync(CancellationToken cancellationToken)
    {
        var came = _time.GetTimestamp();
        if (!await _line.WaitAsync(_longestInLine, cancellationToken))
        {
            throw new SqliteLineException();
        }

        return came;
    }

    /// <summary>Whoever is first in the line looks again and again: for all, so that many cost no more than one, and all who stand in it wait together.</summary>
    /// <remarks>
    /// Counted is how long somebody stood in the line while another program held the file, not how long while those before them wrote: those would
    /// else be refused one after the other, the last ones for a reason that is none.
    /// </remarks>
    private async Task<T> PollAsync<T>(Func<T> statement, long came, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var done = statement();
                _heldSince = null;
                return done;
            }
            catch (SqliteException exception) when (SqliteOperationsDb.IsHeldByAnother(exception) && IsToWait(came))
            {
                await Task.Delay(Pause, _time, cancellationToken);
            }
        }
    }

    private bool IsToWait(long came)
    {
        _heldSince ??= _time.GetTimestamp();
        return _time.GetElapsedTime(Math.Max(came, _heldSince.Value)) < _longest;
    }

    private void Leave(DbConnection? connection)
    {
        if (connection is not null && _writing.TryRemove(connection, out _))
        {
            _line.Release();
        }
    }

    private Task LeaveAsync(DbConnection? connection)
    {
        Leave(connection);
        return Task.CompletedTask;
    }
}

/// <summary>Those before it in the line did not come to an end.</summary>
internal sealed class SqliteLineException()
    : SqliteException("Those before it in the line did not come to an end.", SqliteOperationsDb.Busy);

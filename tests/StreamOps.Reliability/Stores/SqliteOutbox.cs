using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StreamOps.Reliability.Stores;

/// <summary>The file in a data directory.</summary>
/// <param name="dataDirectory">The dashboard's.</param>
public sealed class SqliteOutbox(string dataDirectory) : Outbox
{
    // https://www.sqlite.org/c3ref/c_dbconfig_defensive.html
    private const int NoCheckpointOnClose = 1006;

    public override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["StreamOps__Store"] = "sqlite" };

    public override async Task<DbConnection> OpenAsync(bool mayWrite)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(dataDirectory, "streamops.db"),
                Mode = mayWrite ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly,
                Pooling = false,
                DefaultTimeout = 10,
            }.ToString()
        );
        await connection.OpenAsync();
        // The last one to close a file takes its log in: after a kill that is for the next dashboard to do.
        _ = raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
        return connection;
    }

    public override async Task<IAsyncDisposable> HoldAsync()
    {
        var connection = await OpenAsync(mayWrite: true);
        // Immediate: the one turn to write that SQLite gives.
        return new Hold(connection, await connection.BeginTransactionAsync());
    }
}

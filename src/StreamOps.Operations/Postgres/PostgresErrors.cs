using System.Net.Sockets;
using Npgsql;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Postgres;

/// <summary>What a failure of PostgreSQL means, as a sentence. Nothing of the connection string stands in it.</summary>
internal static class PostgresErrors
{
    /// <summary>The failure within an exception; null when it is none of PostgreSQL's.</summary>
    public static NpgsqlException? In(Exception? exception)
    {
        while (exception is not null and not NpgsqlException)
        {
            exception = exception.InnerException;
        }

        return exception as NpgsqlException;
    }

    /// <summary>Why the database cannot be used now; null when the exception says something else.</summary>
    public static string? WhyUnavailable(Exception exception) =>
        In(exception) switch
        {
            PostgresException postgres => WhyOf(postgres.SqlState),
            { InnerException: TimeoutException } => "The database does not answer in time.",
            { } => "The database cannot be reached.",
            null => HasLostConnection(exception) ? "The database cannot be reached." : null,
        };

    // https://www.postgresql.org/docs/15/errcodes-appendix.html
    private static string? WhyOf(string code) =>
        code switch
        {
            PostgresErrorCodes.DiskFull => DataDirectory.Full,
            PostgresErrorCodes.ReadOnlySqlTransaction => "The database cannot be written: it is read-only.",
            PostgresErrorCodes.TooManyConnections => "The database takes no more connections.",
            PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable => "The database does not answer in time.",
            PostgresErrorCodes.CannotConnectNow => "The database is starting or stopping.",
            PostgresErrorCodes.InvalidCatalogName => "There is no such database.",
            PostgresErrorCodes.InsufficientPrivilege => "StreamOps's user may not do that in the database.",
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => "The database is damaged.",
            _ => code[..2] switch
            {
                "28" => "The database does not let StreamOps's user in.",
                "53" => "The database has no room or memory left.",
                "08" or "57" => "The database cannot be reached.",
                "58" => "The database server cannot read or write its files.",
                _ => null,
            },
        };

    private static bool HasLostConnection(Exception? exception)
    {
        while (exception is not null and not SocketException)
        {
            exception = exception.InnerException;
        }

        return exception is not null;
    }
}

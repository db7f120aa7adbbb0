using Npgsql;

namespace StreamOps.Operations.Postgres;

/// <summary>Settings under <c>StreamOps:Postgres</c>, for <c>StreamOps:Store</c> = <c>postgres</c>.</summary>
public sealed class PostgresOptions
{
    public const string Section = "StreamOps:Postgres";

    /// <summary>Where the database is and who StreamOps is there, as <c>Host=db.example.com;Database=streamops;Username=streamops;Password=…</c>. A secret.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>A file that holds the connection string, in place of <see cref="ConnectionString"/>.</summary>
    public string ConnectionStringFile { get; set; } = "";

    /// <summary>Seconds after which a statement is given up, 1 to 60. Default 5.</summary>
    public int StatementTimeoutSeconds { get; set; } = 5;

    /// <summary>The connection string, from wherever it is set.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    internal string Text() => ConnectionStringFile.Length > 0 ? File.ReadAllText(ConnectionStringFile).Trim() : ConnectionString.Trim();

    /// <summary>What the text says; null where it is no connection string. Nothing of the text is told: a part in the wrong place may be the password.</summary>
    internal static NpgsqlConnectionStringBuilder? Read(string text)
    {
        try
        {
            var read = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrWhiteSpace(read.Host) || string.IsNullOrWhiteSpace(read.Database) ? null : read;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }
}

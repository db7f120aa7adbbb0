using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace StreamOps.Testing;

/// <summary>A PostgreSQL server in a folder of its own, that nobody else reaches: through a socket there. Gone with the process that started it.</summary>
/// <remarks>Nothing is flushed to the disk: it need not outlive anything.</remarks>
public sealed class PostgresServer : IDisposable
{
    /// <summary>The user of Debian's package: the server does not run as root.</summary>
    private const string Account = "postgres";

    private static readonly Lazy<PostgresServer?> TheShared = new(StartShared);
    private static readonly Lazy<string?> Programs = new(FindPrograms);

    private readonly string _folder = Directory.CreateTempSubdirectory("streamops-pg-").FullName;

    private PostgresServer()
    {
        if (!OperatingSystem.IsWindows())
        {
            // Its account, too, goes through it.
            File.SetUnixFileMode(_folder, (UnixFileMode)0b_111_101_101);
        }

        Directory.CreateDirectory(Socket);
        if (IsRoot)
        {
            Run("chown", [$"{Account}:", _folder, Socket]);
        }
    }

    /// <summary>The one that all tests of a run share; null where there is none to be had.</summary>
    public static PostgresServer? Shared => TheShared.Value;

    /// <summary>Why there is none.</summary>
    public const string WhyNone = "PostgreSQL is not installed: Debian's package is postgresql.";

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    private string Data => Path.Combine(_folder, "data");

    private string Socket => Path.Combine(_folder, "s");

    /// <summary>Its port, which the name of its socket has in it too.</summary>
    public int Port { get; private init; } = NpgsqlConnection.DefaultPort;

    /// <summary>The folder of the server's files.</summary>
    public string DataFolder => Data;

    /// <summary>The process id of the server.</summary>
    public int ProcessId =>
        int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Starts a server of its own, for a test that does it harm; null where there is none to be had.</summary>
    public static PostgresServer? StartOwn(params string[] settings) =>
        Programs.Value is null ? null : Start(new PostgresServer(), settings);

    /// <summary>The same, reached by TCP on this machine as well; null where there is none to be had.</summary>
    public static PostgresServer? StartOnTcp()
    {
        if (Programs.Value is null)
        {
            return null;
        }

        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var server = new PostgresServer { Port = ((IPEndPoint)free.LocalEndpoint).Port };
        free.Stop();
        return Start(server, "listen_addresses = '127.0.0.1'", $"port = {server.Port}");
    }

    private static PostgresServer Start(PostgresServer server, params string[] settings)
    {
        RunAsAccount("initdb", "-D", server.Data, "-A", "trust", "-U", Account, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        File.AppendAllLines(
            Path.Combine(server.Data, "postgresql.conf"),
            [
                "listen_addresses = ''",
                $"unix_socket_directories = '{server.Socket}'",
                "fsync = off",
                "full_page_writes = off",
                "shared_buffers = 64MB",
                "max_connections = 300",
                "autovacuum = off",
                .. settings,
            ]
        );
        server.Start();
        return server;
    }

    /// <summary>How to reach one of its databases.</summary>
    public string ConnectionStringTo(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = Socket,
            Port = Port,
            Database = database,
            Username = Account,
        }.ConnectionString;

    public void Start() => RunAsAccount("pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "start");

    /// <summary>Stops it as a broken machine does: whoever is connected is cut off.</summary>
    public void Stop() => RunAsAccount("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Does something in one of its databases.</summary>
    public async Task SqlAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringTo(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Each is a constant of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What a query counts in one of its databases.</summary>
    public async Task<long> CountAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringTo(database));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Each is a constant of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Fills one of its databases from a dump.</summary>
    public static void Restore(string file, string database, string socket) =>
        Run(
            Path.Combine(Programs.Value!, "pg_restore"),
            [$"--host={socket}", $"--username={Account}", "--no-owner", $"--dbname={database}", file]
        );

    /// <summary>All of one of its databases as text.</summary>
    public static string Dump(string database, string socket)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("streamops-dump-").FullName, "dump.sql");
        try
        {
            Run(
                Path.Combine(Programs.Value!, "pg_dump"),
                [$"--host={socket}", $"--username={Account}", "--format=plain", $"--file={file}", $"--dbname={database}"]
            );
            return File.ReadAllText(file);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static void RunAsAccount(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs.Value!, program);
        if (IsRoot)
        {
            Run("setpriv", [$"--reuid={Account}", $"--regid={Account}", "--init-groups", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    public void Dispose()
    {
        try
        {
            Stop();
        }
        catch (InvalidOperationException)
        {
            // It stands already.
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static PostgresServer? StartShared()
    {
        var server = StartOwn();
        if (server is not null)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        }

        return server;
    }

    private static string? FindPrograms() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    private static void Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        // Without reading what it says, which is little.
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
